"""Dutch."""

# ruff: noqa: E501  # a phrase stays in one piece

from triage_warden.core.facts.mail.lexicon.theme import Lexicon, Theme

DUTCH: Lexicon = {
    Theme.URGENCY: (
        r"binnen (?:12|24|36|48|72) ?(?:uur|uren)",
        r"(?:directe|onmiddellijke|dringende) actie",
        r"actie vereist",
        r"laatste (?:waarschuwing|herinnering|kans|aanmaning|melding)",
        r"(?:verloopt|vervalt) (?:vandaag|binnenkort|morgen|over)",
        r"zo snel mogelijk om",
        r"handel nu|reageer (?:direct|snel|vandaag)",
    ),
    Theme.THREAT: (
        r"(?:account|rekening|toegang|bankpas|pas|kaart|pakket|profiel|gegevens)(?: \w+){0,6} (?:geblokkeerd|opgeschort|beperkt|gedeactiveerd|afgesloten|verwijderd|geschorst|bevroren)",
        r"(?:blokkering|opschorting|deactivering|afsluiting|verwijdering) van (?:uw|je)",
        r"(?:ongebruikelijke|verdachte|onbevoegde) (?:activiteit|inlogpoging|transactie|aanmelding)",
    ),
    Theme.CREDENTIALS: (
        r"(?:bevestig|verifieer|controleer|actualiseer|update|valideer|activeer|heractiveer) (?:nu )?(?:uw|je) (?:\w+ ){0,2}(?:account|gegevens|identiteit|rekening|adres|wachtwoord|betaalgegevens|e-?mail|pas|digid|bezorgadres)",
        r"(?:uw|je) (?:\w+ ){0,2}(?:gegevens|identiteit|account|adres) (?:te )?(?:bevestigen|verifieren|controleren|bijwerken|bij te werken)",
        r"wachtwoord (?:\w+ ){0,3}(?:verloopt|verlopen)",
        r"log (?:nu )?in (?:om|via|op|hier)",
    ),
    Theme.PAYMENT: (
        r"betaling (?:\w+ ){0,4}(?:mislukt|geweigerd|niet (?:gelukt|verwerkt)|openstaand|achterstallig)",
        r"(?:openstaande|onbetaalde|achterstallige) (?:factuur|betaling|rekening|bedrag|schuld)",
        r"betaal(?:methode|gegevens)(?: \w+){0,5} (?:verlopen|bijwerken|geweigerd|bij te werken)",
    ),
    Theme.BANK_CHANGE: (
        r"(?:nieuw|gewijzigd|wijziging van (?:ons|mijn)|nieuwe) (?:rekeningnummer|bankgegevens|iban|bankrekening)",
    ),
    Theme.ADVANCE_FEE: (
        r"(?:erfenis|nalatenschap|begunstigde)(?: \w+){0,8} (?:miljoen|euro|dollar|fonds|overleden)",
        r"miljoen (?:dollar|euro)",
        r"zakenvoorstel|zakelijk voorstel",
    ),
    Theme.PRIZE: (
        r"(?:u heeft|je hebt|je bent|u bent) (?:\w+ ){0,4}(?:gewonnen|geselecteerd|uitgekozen|de winnaar)",
        r"(?:claim|ontvang|haal|verzilver) (?:nu )?(?:uw|je|een|gratis) (?:\w+ ){0,3}(?:prijs|cadeau|beloning|bonus|cadeaukaart|voucher|pakket)",
        r"gefeliciteerd[ !,].{0,80}(?:gewonnen|gesel|prijs|cadeau|kans)",
        r"(?:loterij|winactie)",
        r"(?:test en (?:ontvang|behoud|houd)|testpanel|gratis (?:testen|product|pakket))",
        r"(?:korte )?(?:enquete|vragenlijst) (?:\w+ ){0,5}(?:ontvang|win|cadeau|prijs)",
        r"welkomstpakket",
    ),
    Theme.EXTORTION: (
        r"(?:ik heb|wij hebben) (?:\w+ ){0,6}(?:gehackt|geinfecteerd|opgenomen|toegang (?:tot|gekregen)|geinstalleerd)",
        r"(?:video|opname) (?:\w+ ){0,10}(?:contacten|mastur|vrienden|publiceren|verspreid)",
        r"(?:stuur|betaal|overmaken) (?:\w+ ){0,8}bitcoin",
    ),
    Theme.INVOICE: (
        r"(?:bijgevoegd|in de bijlage|als bijlage)(?: \w+){0,6} (?:factuur|bestelling|offerte|betalingsbewijs|aanmaning)",
        r"uw factuur",
    ),
    Theme.VOICEMAIL: (r"(?:nieuw|gemist) (?:voicemail|spraakbericht|gesproken bericht)",),
    Theme.DOCUMENT: (
        r"(?:document|bestand)(?:en)? (?:\w+ ){0,4}(?:gedeeld|ondertekenen|beschikbaar|klaar)",
        r"(?:bekijk|open|download|lees) (?:het |uw |de |je )?(?:document|bestand|bericht|factuur)",
    ),
    Theme.PARCEL: (
        r"(?:pakket|zending|levering|bestelling|pakketje) (?:\w+ ){0,8}(?:niet (?:worden |kunnen )?(?:bezorgd|geleverd)|opgeschort|vastgehouden|wacht|geretourneerd|mislukt|in behandeling|opgeschorte)",
        r"(?:mislukte|opgeschorte) (?:levering|bezorging)",
        r"(?:verzend|bezorg|douane|invoer)(?:kosten|rechten|adres)(?: \w+){0,5} (?:betalen|bevestig|voldoen|onjuist|betaald|openstaand)",
        r"levering van het",
    ),
    Theme.CRYPTO: (r"(?:bitcoin|crypto|btc)(?:-| )?(?:uitbetaling|saldo|wallet|opname|betaling|storting)",),
    Theme.GAMBLING: (
        r"gratis spins|gratis speelgeld",
        r"(?:casino|welkomst|stortings)-?bonus",
        r"online casino|\bcasino\b",
    ),
    Theme.TAX: (
        r"(?:belasting|belastingteruggave|teruggave|terugbetaling)(?: \w+){0,6} (?:aanvragen|euro|€|ontvangen|openstaand|schuld|beslag)",
        r"(?:boete|aanslag|dwangbevel)(?: \w+){0,6} (?:betalen|openstaand|betaald|voldoen)",
    ),
    Theme.RENEWAL: (
        r"(?:abonnement|bescherming|licentie|antivirus|lidmaatschap)(?: \w+){0,6} (?:verlopen|verloopt|verlengen|vernieuwen|beeindigd)",
        r"(?:apparaat|computer|systeem)(?: \w+){0,5} (?:geinfecteerd|risico|gevaar|onbeschermd)",
    ),
    Theme.STORAGE: (
        r"(?:opslag|cloud|icloud|opslagruimte)(?: \w+){0,6} (?:vol|bereikt|onvoldoende|verlopen)",
        r"(?:foto's|bestanden|gegevens)(?: \w+){0,6} (?:verwijderd|verloren)",
    ),
    Theme.MAILBOX: (
        r"(?:mailbox|postvak|e-?mailaccount|webmail)(?: \w+){0,7} (?:vol|bijwerken|quota|opgeschort|verloopt|limiet)",
    ),
    Theme.LOAN: (
        r"(?:lening|krediet|financiering)(?: \w+){0,6} (?:rente|aanbieding|snel|aanbod)",
        r"(?:investeren|investering|beleggen)(?: \w+){0,5} (?:winst|rendement|kans|gegarandeerd)",
    ),
    Theme.ERRAND: (
        r"(?:ben je|bent u) (?:beschikbaar|op kantoor|bereikbaar)",
        r"(?:spoed|dringende) (?:overboeking|betaling)",
    ),
    Theme.OFFER: (
        r"\d{2} ?% (?:korting|kortingscode)",
        r"(?:exclusieve|speciale|tijdelijke|beperkte) (?:aanbieding|actie|korting)",
        r"klik (?:hier|op|hieronder)",
    ),
    Theme.GREETING: (
        r"(?:beste|geachte|waarde) (?:klant|gebruiker|lid|relatie|rekeninghouder|ontvanger|kaarthouder|clienten?|abonnee)",
    ),
}
