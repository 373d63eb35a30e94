"""Italian."""

# ruff: noqa: E501  # a phrase stays in one piece

from triage_warden.core.facts.mail.lexicon.theme import Lexicon, Theme

ITALIAN: Lexicon = {
    Theme.URGENCY: (
        r"(?:entro|nelle prossime) (?:le )?(?:12|24|36|48|72) ?(?:ore|h\b)",
        r"azione (?:immediata|urgente|richiesta|necessaria)",
        r"(?:ultimo|ultima) (?:avviso|promemoria|avvertimento|possibilita|sollecito)",
        r"(?:agisci|agisca) (?:ora|subito)",
        r"(?:il prima possibile|immediatamente|al piu presto) per",
        r"(?:scade|scadra) (?:oggi|presto|tra|domani)",
        r"urgente[:!]",
    ),
    Theme.THREAT: (
        r"(?:conto|account|accesso|carta|servizio|casella|profilo|utenza|pacco|spid)(?: [\w']+){0,6} (?:sospes[oa]|bloccat[oa]|disattivat[oa]|limitat[oa]|chius[oa]|disabilitat[oa]|cancellat[oa]|eliminat[oa])",
        r"(?:sospensione|blocco|chiusura|disattivazione|cancellazione) (?:di |del |della |definitiva )?(?:suo|tuo|vostro|conto|account|carta|servizio|utenza)",
        r"(?:attivita|accesso|operazione|transazione|movimento) (?:insolit[oa]|sospett[oa]|anomal[oa]|non autorizzat[oa])",
        r"evitare (?:la |il )?(?:sospensione|blocco|chiusura|interruzione|disattivazione)",
    ),
    Theme.CREDENTIALS: (
        r"(?:conferma|confermi|confermare|verifica|verifichi|verificare|aggiorna|aggiorni|aggiornare|convalida|convalidare|riattiva|riattivare) (?:subito |ora )?(?:i |il |la |le |l')?(?:tuo|tua|tuoi|suo|sua|suoi|vostri|vostra)? ?(?:[\w']+ ){0,2}(?:account|conto|dati|informazioni|identita|accesso|password|indirizzo|carta|profilo|spedizione|numero|utenza|metodo)",
        r"(?:verifica|convalida|aggiornamento|conferma) (?:di |del |della |dei )?(?:tuo |suo |tuoi |suoi )?(?:account|conto|identita|dati|informazioni|sicurezza|app)",
        r"password (?:[\w']+ ){0,3}(?:scade|scaduta|scadra|in scadenza)",
        r"acced(?:i|a|ere) (?:qui|ora|subito|al link)",
    ),
    Theme.PAYMENT: (
        r"pagamento (?:[\w']+ ){0,4}(?:rifiutato|fallito|non riuscito|in sospeso|non (?:e stato )?(?:elaborato|effettuato)|scaduto|respinto)",
        r"(?:fattura|importo|saldo|bolletta|debito) (?:in sospeso|scadut[oa]|insolut[oa]|non pagat[oa]|da pagare)",
        r"(?:metodo|dati|modalita) di pagamento(?: [\w']+){0,5} (?:scadut|rifiutat|aggiorn|non valid)",
    ),
    Theme.BANK_CHANGE: (
        r"(?:nuov[eio]|cambio|variazione|modifica) (?:delle |dei |di |del |nostre |mie )?(?:coordinate bancarie|iban|dati bancari|conto corrente)",
    ),
    Theme.GIFT_CARD: (r"(?:compra|comprare|acquistare|acquista|servono).{0,40}(?:carte? regalo|buoni regalo)",),
    Theme.ADVANCE_FEE: (
        r"(?:eredita|erede|parente prossimo|beneficiari[oa])(?: [\w']+){0,8} (?:fondi|milioni|dollari|euro|banca|trasferimento|defunto)",
        r"milioni di (?:dollari|euro)",
        r"(?:assegno|fondi|denaro|somma|importo)(?: \S+){0,12} (?:dollari|milioni)",
        r"(?:contatti|contattare|contatta)(?: \S+){0,8} (?:reverendo|avvocato|banca|diplomatico|segretari[ao])",
        r"dio (?:ti|vi|la) benedica",
        r"(?:donare|donazione|dono)(?: [\w']+){0,8} (?:euro|dollari|milioni|beneficenza|somma)",
        r"(?:defunto|fu) (?:marito|cliente|padre)",
        r"proposta (?:d'affari|commerciale riservata)",
    ),
    Theme.PRIZE: (
        r"(?:hai|ha|avete) (?:[\w']+ ){0,3}vinto",
        r"(?:sei|e) stat[oa] (?:selezionat[oa]|scelt[oa]|estratt[oa])",
        r"(?:ritir[ai]|ritirare|riscatta|riscattare|ricevi|ricevere|ottieni|richiedi) (?:il |la |i |un )?(?:tuo|suo|tua|un)? ?(?:[\w']+ ){0,3}(?:premio|regalo|ricompensa|bonus|buono|omaggio)",
        r"(?:congratulazioni|complimenti)[ !,].{0,80}(?:vint|selezion|scelt|premio|regalo)",
        r"(?:lotteria|estrazione|concorso a premi)",
        r"(?:sondaggio|questionario) (?:[\w']+ ){0,5}(?:premio|regalo|ricev|vinc)",
    ),
    Theme.EXTORTION: (
        r"(?:ho|abbiamo) (?:[\w']+ ){0,6}(?:hackerato|infettato|registrato|violato|installato|ottenuto l'accesso)",
        r"(?:video|registrazione) (?:[\w']+ ){0,10}(?:contatti|masturb|amici|pubblic|diffond)",
        r"(?:inviare?|invia|pagare?|paga|trasferi\w+) (?:[\w']+ ){0,8}bitcoin",
    ),
    Theme.INVOICE: (
        r"(?:in allegato|allegat[oa]|si allega)(?: [\w']+){0,6} (?:fattura|ordine|ricevuta|preventivo|contabile|bonifico|documento)",
        r"(?:la sua|la tua|vostra) fattura",
    ),
    Theme.VOICEMAIL: (r"(?:nuovo|1) messaggio vocale", r"segreteria telefonica"),
    Theme.DOCUMENT: (
        r"(?:documento|file)s? (?:[\w']+ ){0,4}(?:condivis[oi]|da firmare|disponibil[ei])",
        r"(?:visualizza|apri|scarica|consulta|leggi) (?:il |la |i |ora il )?(?:documento|file|messaggio|fattura|comunicazione|notifica)",
        r"comunicazione (?:importante|urgente|ufficiale)|notifica (?:giudiziaria|amministrativa)",
    ),
    Theme.PARCEL: (
        r"(?:pacco|spedizione|consegna|ordine) (?:[\w']+ ){0,8}(?:non (?:e stat[oa] |puo )?(?:consegnat[oa]|essere)|in giacenza|sospes[oa]|bloccat[oa]|in attesa|trattenut[oa]|fallit[oa]|restituit[oa])",
        r"(?:spese|costi|tassa|oneri|tariffa) (?:di )?(?:consegna|spedizione|dogana|sdoganamento|doganal[ei]|riconsegna)",
        r"(?:riprogramma|programma|conferma|pianifica)(?:re)? (?:la |una |l'|il )?(?:consegna|nuova consegna|indirizzo|spedizione)",
        r"indirizzo (?:di consegna )?(?:errato|incompleto|non corretto)",
    ),
    Theme.CRYPTO: (
        r"(?:bitcoin|cripto\w*|btc|ethereum)(?: [\w']+){0,6} (?:prelievo|pagamento|saldo|portafoglio|trasferimento|attesa|deposito|guadagn)",
        r"(?:prelievo|saldo|portafoglio)(?: [\w']+){0,4} (?:bitcoin|cripto|btc)",
    ),
    Theme.GAMBLING: (
        r"giri gratis|free spin",
        r"bonus (?:di )?(?:benvenuto|casino|senza deposito)",
        r"casino online|\bcasino\b.{0,40}bonus",
    ),
    Theme.TAX: (
        r"rimborso(?: [\w']+){0,6} (?:fiscale|imposte|attesa|euro|€|disponibile|spettante|tasse|richied)",
        r"(?:multa|sanzione|cartella|imposta|tassa|bollo)(?: [\w']+){0,6} (?:non pagat[ao]|in sospeso|pagare|scadut[ao]|insolut)",
        r"agenzia delle entrate|(?:tessera sanitaria)(?: [\w']+){0,5} (?:scad|rinnov|nuova)",
    ),
    Theme.RENEWAL: (
        r"(?:abbonamento|protezione|licenza|antivirus|dominio)(?: [\w']+){0,6} (?:scadut[oa]|scade|rinnov\w+|in scadenza|terminat[oa])",
        r"(?:dispositivo|computer|sistema)(?: [\w']+){0,5} (?:infett[oa]|a rischio|pericolo|non protetto)",
        r"\d+ (?:virus|minacce) (?:rilevat[ie]|trovat[ie])",
    ),
    Theme.STORAGE: (
        r"(?:spazio|archiviazione|cloud|icloud)(?: [\w']+){0,6} (?:pien[oa]|esaurit[oa]|insufficiente|terminat[oa]|limite)",
        r"(?:foto|video|file|dati)(?: [\w']+){0,6} (?:eliminat[ie]|cancellat[ie]|pers[ie])",
    ),
    Theme.MAILBOX: (
        r"(?:casella (?:di posta|e-?mail|postale)|posta elettronica|webmail)(?: [\w']+){0,7} (?:pien[ao]|aggiorn\w+|quota|sospes[ao]|disattiv\w+|scad\w+|limite)",
        r"messaggi (?:in sospeso|in attesa|bloccati|in arrivo)",
    ),
    Theme.SECRECY: (
        r"(?:strettamente|massima|assolutamente) (?:confidenziale|riservat\w+|riservatezza)",
        r"non (?:parlarne|dirlo|parli|dica) (?:con |a )?nessuno",
    ),
    Theme.LOAN: (
        r"(?:prestito|credito|finanziamento|mutuo)(?: [\w']+){0,6} (?:tasso|offerta|rapido|interesse|tra privati|veloce)",
        r"(?:investimento|investire)(?: [\w']+){0,5} (?:redditizi\w+|garantit\w+|opportunita|profitt\w+|guadagn\w+)",
        r"reddito passivo|guadagnare (?:soldi|denaro)|liberta finanziaria",
    ),
    Theme.MEDICAL: (r"erettile|perdere (?:peso|\d+ chili)|dimagri|virilita",),
    Theme.ERRAND: (
        r"(?:sei|e) (?:disponibile|in ufficio|occupat[oa])\?",
        r"bonifico (?:urgente|immediato)",
        r"(?:compito|richiesta) urgente",
    ),
    Theme.OFFER: (
        r"sconto (?:del |di )?\d{2} ?%|\d{2} ?% di sconto",
        r"offerta (?:esclusiva|speciale|limitata|a tempo)",
        r"(?:clicca|clicchi|cliccare|fai clic|premi) (?:qui|sul|sotto|il)",
        r"approfitta(?:ne)? (?:ora|subito)",
    ),
    Theme.GREETING: (
        r"(?:gentile|caro|cara|egregio|spettabile|stimat[oa]) (?:client[ei]|utente|amic[oa]|titolare|signore|membro|correntista|abbonato|contribuente)",
    ),
}
