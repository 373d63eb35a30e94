"""German."""

# ruff: noqa: E501  # a phrase stays in one piece

from triage_warden.core.facts.mail.lexicon.theme import Lexicon, Theme

GERMAN: Lexicon = {
    Theme.URGENCY: (
        r"innerhalb (?:von |der nachsten )?(?:12|24|36|48|72) ?(?:stunden|std)",
        r"(?:in|binnen) (?:12|24|48|72|2|3) (?:stunden|tagen)",
        r"(?:sofortiges|umgehendes|dringendes) handeln",
        r"(?:umgehend|unverzuglich|sofort|dringend) (?:handeln|bestatigen|aktualisieren|reagieren|zahlen|erforderlich|uberprufen)",
        r"handeln sie (?:jetzt|sofort|schnell)",
        r"letzte (?:mahnung|warnung|erinnerung|chance|aufforderung)",
        r"handlungsbedarf|handlung erforderlich|aktion erforderlich",
        r"bevor (?:die frist|es zu spat)",
        r"(?:lauft|endet) (?:heute|bald|in kurze) ab",
        r"nur (?:noch )?(?:heute|24 stunden|48 stunden|wenige)",
        r"jetzt (?:handeln|bestatigen|sichern|aktualisieren)",
        r"dringende? (?:sicherheits)?(?:warnung|mitteilung|benachrichtigung)",
    ),
    Theme.THREAT: (
        r"(?:konto|zugang|zugriff|karte|mitgliedschaft|profil|paket|daten|postfach|account)(?: \w+){0,5} (?:gesperrt|eingeschrankt|deaktiviert|geloscht|geschlossen|blockiert|ausgesetzt|suspendiert)",
        r"(?:sperrung|loschung|deaktivierung|schliessung|einschrankung) (?:ihres|ihrer|des|deines) (?:\w+ )?(?:kontos|zugangs|karte|accounts?|postfachs)",
        r"(?:ungewohnliche|verdachtige|unbefugte|nicht autorisierte) (?:aktivitat|anmeldung|transaktion|zugriff|vorgange|buchung)",
        r"(?:verlust|verlieren)(?: sie)?(?: \w+){0,3} (?:zugriff|zugang|daten)",
    ),
    Theme.CREDENTIALS: (
        r"(?:bestatigen|verifizieren|aktualisieren|uberprufen|validieren|erneuern|freischalten|reaktivieren) sie (?:bitte )?(?:umgehend )?(?:ihre?n?|das|die) (?:\w+ ){0,2}(?:konto|daten|identitat|angaben|kontodaten|zugang|zugangsdaten|passwort|adresse|informationen|karte|zahlung|e-?mail|verfahren|telefonnummer)",
        r"(?:ihre?|deine?) (?:\w+ ){0,2}(?:daten|angaben|identitat|konto|zugang|adresse|kundendaten)(?: \w+){0,3} (?:bestatigen|verifizieren|aktualisieren|uberprufen|validieren)",
        r"(?:konto|identitats|daten|account|legitimations)(?:verifizierung|uberprufung|bestatigung|aktualisierung|abgleich)",
        r"(?:pushtan|phototan|photo-?tan|securego|s-pushtan|tan-verfahren|banking-app).{0,60}(?:ablauf|abgelaufen|aktualisier|verlanger|erneuer|aktivier|lauft|registrier)",
        r"datenabgleich",
        r"loggen sie sich (?:ein|hier|jetzt)",
        r"passwort (?:lauft ab|ist abgelaufen|abgelaufen)",
        r"jetzt (?:verifizieren|einloggen|anmelden|bestatigen|identifizieren)",
    ),
    Theme.PAYMENT: (
        r"zahlung (?:\w+ ){0,4}(?:fehlgeschlagen|abgelehnt|nicht (?:verarbeitet|durchgefuhrt|moglich|erfolgreich)|uberfallig|offen|ausstehend)",
        r"(?:offene|ausstehende|uberfallige|unbezahlte) (?:rechnung|zahlung|forderung|betrag|gebuhr|mahnung)",
        r"zahlungs(?:methode|mittel|daten|informationen|problem)(?: \w+){0,4} (?:aktualisieren|abgelaufen|bestatigen|ungultig|andern)",
        r"(?:aktualisieren|andern) sie ihre zahlungs",
        r"(?:lastschrift|abbuchung) (?:\w+ ){0,3}(?:fehlgeschlagen|zuruckgegeben|nicht)",
    ),
    Theme.BANK_CHANGE: (
        r"(?:neue|geanderte|anderung (?:der|unserer|meiner)) (?:bankverbindung|bankdaten|kontoverbindung|iban|kontodaten)",
        r"bankverbindung (?:\w+ ){0,3}geandert",
    ),
    Theme.GIFT_CARD: (r"(?:kaufen|besorgen|brauche|benotige).{0,40}(?:gutscheinkarten?|geschenkkarten?)",),
    Theme.ADVANCE_FEE: (
        r"(?:erbschaft|nachlass|begunstigte|nachster angehoriger)",
        r"millionen (?:us-?)?(?:dollar|euro|usd)",
        r"(?:scheck|fonds|geld|summe|betrag|gelder)(?: \S+){0,12} (?:dollar|millionen)",
        r"(?:kontaktieren|wenden)(?: \S+){0,8} (?:reverend|anwalt|bank|diplomat|sekretar)",
        r"gott segne",
        r"(?:spende|gespendet|spenden)(?: \w+){0,6} (?:euro|dollar|million)",
        r"(?:verstorbene[rn]?) (?:kunde|mann|ehemann|klient)",
        r"geschaftsvorschlag",
    ),
    Theme.PRIZE: (
        r"(?:sie haben|du hast|haben sie) (?:\w+ ){0,6}gewonnen",
        r"(?:gewinner|gewinnspiel|gewinn|pramie|verlosung)(?: \w+){0,5} (?:sichern|abholen|einlosen|erhalten|anfordern|wartet|ausgewahlt|bestatigen)",
        r"(?:gutschein|geschenk|bonus|belohnung|pramie)(?: \w+){0,5} (?:wartet|sichern|einlosen|abholen|erhalten|fur sie|auf sie|auf dich)",
        r"herzlichen gluckwunsch|gratulation|geschafft hast du",
        r"(?:kurze|kleine) umfrage|an (?:unserer|der) umfrage",
        r"sie (?:wurden|sind) ausgewahlt",
        r"kostenlos(?:e[nrs]?)? (?:iphone|air ?fryer|gutschein|testen|erhalten|geschenk)",
        r"ihr geschenk",
    ),
    Theme.EXTORTION: (
        r"(?:ich habe|wir haben) (?:\w+ ){0,8}(?:gehackt|infiziert|zugriff auf|aufgenommen|installiert)",
        r"(?:video|aufnahme|aufzeichnung) (?:\w+ ){0,8}(?:kontakte|masturb|freunde|veroffentlich)",
        r"bitcoin(?:s)? (?:\w+ ){0,6}(?:uberweisen|senden|zahlen|wallet|adresse)",
    ),
    Theme.INVOICE: (
        r"(?:im anhang|anbei|beigefugt)(?: \w+){0,6} (?:rechnung|mahnung|bestellung|zahlungsbeleg|auftrag)",
        r"ihre (?:rechnung|bestellung|mahnung) (?:nr|vom|ist|liegt|im anhang)",
    ),
    Theme.VOICEMAIL: (
        r"(?:neue|verpasste) (?:sprachnachricht|mailbox-?nachricht|voicemail)",
        r"sprachnachricht (?:erhalten|anhoren|abhoren)",
    ),
    Theme.DOCUMENT: (
        r"(?:dokument|datei|nachricht)(?:e?n)? (?:\w+ ){0,4}(?:freigegeben|geteilt|ansehen|anzeigen|offnen|unterzeichnen|unterschreiben|einsehen)",
        r"(?:neue|wichtige|ungelesene) (?:mitteilung|nachricht|dokument) (?:in|im) (?:ihrem|ihrer) (?:postfach|konto|kundenportal|online)",
    ),
    Theme.PARCEL: (
        r"(?:paket|sendung|lieferung|bestellung|zustellung|packchen) (?:\w+ ){0,8}(?:nicht (?:zugestellt|geliefert|zugestellt werden)|angehalten|zuruckgehalten|wartet|bestatig|fehlgeschlagen|problem|zollgebuhr|zuruckgesendet|ausstehend|gestoppt|storniert)",
        r"zustell(?:problem|versuch|gebuhr|adresse|fehler)",
        r"(?:liefer|versand|zoll)(?:gebuhr|kosten|adresse)(?:en)? (?:\w+ ){0,4}(?:bezahlen|begleichen|bestatigen|aktualisieren|zahlen|unvollstandig|falsch|fehlt)",
        r"(?:bestatigung|bestatigen|adresse).{0,60}(?:bestellung|paket|sendung)(?: \w+){0,3} (?:zu )?(?:verschicken|versenden|zustellen|liefern)",
        r"sofortige zustellung",
    ),
    Theme.CRYPTO: (
        r"(?:bitcoin|krypto|btc|ethereum)(?:-| )?(?:auszahlung|guthaben|wallet|einzahlung|zahlung|konto|transaktion|gewinn)",
        r"auszahlung (?:von|der|ihrer|deiner) (?:bitcoin|krypto|btc)",
        r"(?:bitcoin|krypto) (?:\w+ ){0,4}(?:wartet|bereit|sichern|auszahl|verfugung)",
    ),
    Theme.GAMBLING: (
        r"freispiele",
        r"(?:casino|willkommens|einzahlungs)-?bonus",
        r"online-?casino",
        r"ohne einzahlung",
        r"\bcasino\b",
    ),
    Theme.TAX: (
        r"steuer(?:ruckerstattung|erstattung|ruckzahlung|bescheid|schuld|gutschrift)",
        r"(?:ruckerstattung|erstattung|gutschrift)(?: \w+){0,5} (?:beantragen|anfordern|bereit|bestatigen|euro|eur|erhalten|wartet)",
        r"bussgeld|rundfunkbeitrag(?: \w+){0,4} (?:offen|zahl)",
        r"zahlung bestatigt",
    ),
    Theme.RENEWAL: (
        r"(?:abonnement|abo|schutz|lizenz|mitgliedschaft|virenschutz|antivirus)(?: \w+){0,5} (?:abgelaufen|lauft ab|verlangern|erneuern|endet|verlangert|gekundigt)",
        r"(?:gerat|computer|pc|system)(?: \w+){0,5} (?:infiziert|gefahrdet|ungeschutzt|gefahr)",
        r"\d+ (?:viren|bedrohungen) (?:gefunden|erkannt)",
    ),
    Theme.STORAGE: (
        r"(?:cloud|icloud|speicher|speicherplatz|drive)(?:-?speicher)?(?: \w+){0,5} (?:voll|erschopft|uberschritten|aufgebraucht|ablaufen|abgelaufen)",
        r"(?:fotos|videos|dateien|daten)(?: \w+){0,6} geloscht",
    ),
    Theme.MAILBOX: (
        r"(?:postfach|mailbox|e-?mail-?konto|webmail)(?: \w+){0,6} (?:voll|aktualisier|uberschritten|gesperrt|migrier|verifizier|umgestellt|geschlossen)",
    ),
    Theme.SECRECY: (
        r"(?:streng |absolut )?vertraulich (?:behandeln|bleiben|zu behandeln)",
        r"(?:sprechen|erzahlen) sie (?:mit )?niemand",
    ),
    Theme.LOAN: (
        r"(?:kredit|darlehen)(?: \w+){0,4} (?:angebot|zinssatz|sofort|ohne schufa|vergabe|von bis)",
        r"zinssatz von",
        r"(?:investition|investieren|rendite|passives einkommen|geld verdienen)(?: \w+){0,4} (?:jetzt|taglich|euro|garantiert|sicher|plattform|moglichkeit)",
    ),
    Theme.MEDICAL: (r"potenz(?:mittel|pille|problem)", r"abnehmen (?:\w+ ){0,4}(?:ohne|kilo|schnell)", r"erektions"),
    Theme.ERRAND: (
        r"(?:bist du|sind sie) (?:gerade |jetzt )?(?:verfugbar|erreichbar|im buro|am platz)",
        r"(?:dringende|eilige) uberweisung",
        r"schicken sie mir (?:ihre|deine) (?:handy|mobil)",
    ),
    Theme.OFFER: (
        r"\d{2} ?% (?:rabatt|rabattieren|gunstiger|nachlass|sparen)",
        r"jetzt (?:zugreifen|bestellen|kaufen|sparen|teilnehmen)",
        r"nur fur kurze zeit",
        r"(?:hier|jetzt) klicken|klicken sie (?:hier|auf den|jetzt)",
    ),
    Theme.GREETING: (
        r"(?:sehr geehrter?|lieber?|liebe[rs]?|guten tag|hallo),? (?:geehrter? )?(?:kunde|kundin|kundinnen|kund:in|kunde/in|nutzer|mitglied|benutzer|freund|kontoinhaber|karteninhaber|verbraucher)",
        r"sehr geehrte damen und herren",
    ),
}
