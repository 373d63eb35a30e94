"""French."""

# ruff: noqa: E501  # a phrase stays in one piece

from triage_warden.core.facts.mail.lexicon.theme import Lexicon, Theme

FRENCH: Lexicon = {
    Theme.URGENCY: (
        r"(?:dans|sous) (?:les |un delai de )?(?:12|24|48|72) ?(?:heures|h\b)",
        r"action (?:immediate|urgente|requise|necessaire)",
        r"(?:dernier|ultime) (?:rappel|avis|avertissement|relance|chance)",
        r"agissez (?:maintenant|vite|rapidement|des)",
        r"dans les plus brefs delais",
        r"(?:expire|expirera) (?:bientot|aujourd'hui|demain|dans)",
        r"avant qu'il ne soit trop tard",
        r"sans (?:plus )?(?:delai|tarder|attendre)",
        r"de toute urgence|urgence absolue|en attente .{0,30}aujourd'hui",
    ),
    Theme.THREAT: (
        r"(?:compte|acces|carte|abonnement|service|espace|ligne|dossier|donnees|boite)(?: [\w']+){0,5} (?:suspendu|bloque|desactive|limite|ferme|restreint|supprime|resilie|gele)e?s?",
        r"(?:suspension|fermeture|desactivation|suppression|blocage|resiliation) (?:de |du |definitive de )?(?:votre|vos|compte|services?)",
        r"(?:activite|connexion|tentative|transaction|acces) (?:inhabituelle?|suspecte?|non autorisee?|frauduleuse?)",
        r"perdre (?:l'|votre |tous? )?(?:acces|vos)",
    ),
    Theme.CREDENTIALS: (
        r"(?:confirmer|confirmez|verifier|verifiez|mettre a jour|mettez a jour|valider|validez|actualiser|actualisez|reactiver|reactivez|renouveler) (?:des maintenant |immediatement )?(?:vos|votre|les|la|le) (?:[\w']+ ){0,2}(?:compte|informations|coordonnees|identite|donnees|acces|mot de passe|adresse|carte|identifiants|profil|dossier|paiement|numero|e-?mail)",
        r"(?:verification|validation|confirmation|mise a jour) (?:de |du |des )?(?:votre |vos )?(?:compte|identite|coordonnees|informations|donnees|dossier)",
        r"(?:mot de passe|certicode|cle digitale|pass securite)(?: [\w']+){0,5} (?:expire|expirer|expiration|activer|mise a jour|obsolete)",
        r"connectez-vous (?:ici|maintenant|pour|a votre)",
        r"identifiez-vous",
    ),
    Theme.PAYMENT: (
        r"paiement (?:[\w']+ ){0,4}(?:echoue|refuse|rejete|en attente|impossible|non (?:effectue|abouti)|en retard)",
        r"(?:facture|somme|montant|amende|solde) (?:impayee?|en retard|due|en attente|restant)",
        r"(?:moyen|mode|methode) de paiement(?: [\w']+){0,5} (?:expire|refuse|mettre|invalide|a jour)",
        r"(?:prelevement|rejet) (?:[\w']+ ){0,3}(?:refuse|rejete|bancaire)",
    ),
    Theme.BANK_CHANGE: (
        r"(?:nouveau|changement de|nouvelles|modification de(?: nos| mes)?) (?:rib|coordonnees bancaires|compte bancaire|iban)",
        r"coordonnees bancaires (?:[\w']+ ){0,3}(?:change|modifie)",
    ),
    Theme.GIFT_CARD: (
        r"(?:acheter|achete|besoin|procurer).{0,40}(?:cartes? cadeaux?|cartes? (?:pcs|transcash|neosurf|google play|itunes))",
        r"(?:coupons?|recharges?|tickets?) (?:pcs|transcash|neosurf|toneo)",
    ),
    Theme.ADVANCE_FEE: (
        r"(?:heritage|heritier|legs|beneficiaire|succession)(?: [\w']+){0,8} (?:fonds|millions?|euros|dollars|don|transfert|banque)",
        r"millions? (?:de |d')(?:dollars|euros)",
        r"(?:cheque|fonds|argent|somme|montant)(?: \S+){0,12} (?:dollars|euros|millions)",
        r"(?:contacter|contactez)(?: \S+){0,8} (?:reverend|avocat|notaire|huissier|banque|diplomate|secretaire)",
        r"transfer(?:er|ez|t) (?:les |ces |des |de )?(?:fonds|argent)",
        r"que dieu (?:vous|te)",
        r"(?:faire|fais|fait) (?:un |une )?don(?:ation)? (?:[\w']+ ){0,6}(?:euros|dollars|million|biens|somme)",
        r"(?:atteinte?|souffre|malade) (?:[\w']+ ){0,3}(?:cancer|maladie|tumeur)",
        r"(?:defunt|feu) (?:mari|epoux|client|pere)",
        r"proposition (?:d'affaires?|de partenariat)",
        r"(?:brigade|convocation|police judiciaire|interpol|europol|gendarmerie)(?: [\w']+){0,12} (?:pedo|mineurs?|infraction|poursuites|mandat|convoque)",
    ),
    Theme.PRIZE: (
        r"(?:vous avez|vous etes) (?:[\w']+ ){0,4}(?:gagne|gagnant|remporte|selectionnee?|ete choisie?|tire au sort|l'heureux)",
        r"(?:reclamer|reclamez|recuperer|recuperez|obtenir|obtenez|recevoir|recevez) (?:votre|vos|un|une) (?:[\w']+ ){0,3}(?:prix|cadeau|gain|recompense|bonus|lot|bon|carte cadeau|kit)",
        r"(?:felicitations?|bravo)[ !,].{0,80}(?:gagn|select|choisi|cadeau|lot)",
        r"(?:tirage au sort|loterie|tombola)",
        r"(?:repondez|repondre|participez) (?:a |au )?(?:notre |ce |un |une )?(?:court |petit |rapide )?(?:sondage|questionnaire|enquete)",
        r"depot de [\d ]+ ?(?:eur|€|euros) confirm",
    ),
    Theme.EXTORTION: (
        r"(?:j'ai|nous avons) (?:[\w']+ ){0,6}(?:pirate|infecte|enregistre|acces a (?:votre|vos|tous)|installe)",
        r"(?:video|enregistrement) (?:[\w']+ ){0,10}(?:contacts|masturb|amis|diffus|publi)",
        r"(?:envoyer|envoyez|payer|transferer|transferez) (?:[\w']+ ){0,8}bitcoin",
    ),
    Theme.INVOICE: (
        r"(?:ci-joint|en piece jointe|ci-jointe|veuillez trouver)(?: [\w']+){0,6} (?:facture|commande|devis|releve|justificatif|bon de commande|avis de paiement)",
        r"votre (?:facture|commande) (?:n|est|du|numero)",
    ),
    Theme.VOICEMAIL: (
        r"(?:nouveau|nouvelle) message (?:vocal|vocale)",
        r"message vocal (?:recu|en attente)|messagerie vocale",
    ),
    Theme.DOCUMENT: (
        r"(?:document|fichier|dossier)s? (?:[\w']+ ){0,4}(?:partage|a signer|disponible|en attente de signature|securise)",
        r"(?:consulter|consultez|telecharger|telechargez|ouvrir|voir|visualiser) (?:le |la |votre |ce |les )?(?:document|fichier|message|facture|notification)",
    ),
    Theme.PARCEL: (
        r"(?:colis|livraison|commande|envoi|paquet) (?:[\w']+ ){0,8}(?:n'a pas pu|en attente|suspendue?|bloque|retenue?|retourne|echoue|non livre|impossible|en instance)",
        r"frais (?:de )?(?:livraison|douane|port|reexpedition|dedouanement|expedition|affranchissement)",
        r"(?:reprogrammer|planifier|confirmer|programmer) (?:la |votre |une |l')?(?:livraison|nouvelle livraison|adresse)",
        r"adresse (?:de livraison )?(?:incomplete|incorrecte|erronee)",
        r"suivre (?:mon|votre|le) colis",
    ),
    Theme.CRYPTO: (
        r"(?:bitcoin|crypto\w*|btc|ethereum)(?: [\w']+){0,6} (?:retrait|paiement|solde|portefeuille|virement|gagn|attente|valider|depot|profit)",
        r"(?:retrait|portefeuille|solde|virement)(?: [\w']+){0,4} (?:bitcoin|crypto|btc)",
    ),
    Theme.GAMBLING: (
        r"(?:tours?|spins?) gratuits?",
        r"bonus (?:de )?(?:bienvenue|casino|sans depot)",
        r"casino en ligne",
        r"\bcasino\b",
    ),
    Theme.TAX: (
        r"(?:remboursement|trop.percu|restitution)(?: [\w']+){0,6} (?:impot|fiscal|attente|euros|eur|€|disponible|valider|effectuer|formulaire|dossier)",
        r"(?:amende|contravention|infraction|antai|forfait)(?: [\w']+){0,6} (?:payer|impayee?|regler|majoree?|reglement|attente)",
        r"(?:impots?|fiscale?|ameli|assurance maladie|carte vitale)(?: [\w']+){0,6} (?:remboursement|mise a jour|renouvel|nouvelle carte|expire|suspen)",
        r"(?:compte formation|cpf|heures de formation)(?: [\w']+){0,8} (?:heures|droits|euros|expire|disponibles|profitez|utilis)",
        r"profitez de vos heures",
    ),
    Theme.RENEWAL: (
        r"(?:abonnement|protection|licence|antivirus|forfait)(?: [\w']+){0,6} (?:expire|expiree|renouvele|renouveler|renouvelez|prend fin|termine|arrive a)",
        r"(?:renouvelez|reactivez)(?:-la|-le)?\b",
        r"(?:appareil|ordinateur|systeme)(?: [\w']+){0,5} (?:infecte|risque|danger|vulnerable|protege)",
        r"\d+ (?:virus|menaces) (?:detectes?|trouves?|detectees?)",
    ),
    Theme.STORAGE: (
        r"(?:stockage|cloud|icloud|espace)(?: [\w']+){0,6} (?:plein|sature|epuise|atteint|insuffisant|expire|complet)",
        r"(?:photos|videos|fichiers|donnees)(?: [\w']+){0,6} (?:supprimees?|perdues?|effacees?)",
    ),
    Theme.MAILBOX: (
        r"(?:boite (?:mail|aux lettres|de messagerie|e-?mail)|messagerie|webmail)(?: [\w']+){0,7} (?:pleine|sature|mise a jour|quota|suspendue|desactive|expire|limite|migr)",
        r"messages? en attente",
    ),
    Theme.SECRECY: (
        r"(?:strictement|hautement|reste|rester) confidentiel(?:le)?",
        r"(?:n'en parlez|ne parlez|n'en parler) (?:a |pas |de )?(?:personne|aucun)",
    ),
    Theme.LOAN: (
        r"(?:pret|prets|credit|financement)(?: [\w']+){0,6} (?:entre particulier|taux|offre|rapide|serieux|interet|de \d)",
        r"taux (?:d'interet )?(?:de |fixe )?\d",
        r"(?:investir|investissement|placement)(?: [\w']+){0,5} (?:rentable|garanti|rendement|opportunite|revenus?|profit)",
        r"revenus? passifs?|gagner de l'argent|liberte financiere",
    ),
    Theme.MEDICAL: (r"erectile|perdre (?:du poids|\d+ kilos)|perte de poids|minceur|virilite",),
    Theme.ERRAND: (
        r"(?:etes-vous|es-tu|vous etes) (?:disponible|au bureau|joignable|libre)",
        r"(?:virement|paiement) (?:urgent|a effectuer|confidentiel|a faire)",
        r"(?:tache|mission|demande) urgente",
    ),
    Theme.OFFER: (
        r"\d{2} ?% de (?:reduction|remise|rabais)",
        r"offre (?:exclusive|speciale|limitee|exceptionnelle|a duree limitee)",
        r"cliquez (?:ici|sur le|ci-dessous|sur ce)",
        r"profitez (?:de|des|vite|maintenant)",
    ),
    Theme.GREETING: (
        r"(?:cher|chere|chers|chere?\(?e?\)?) (?:client|cliente|client\(e\)|utilisateur|abonne|membre|ami|amie|assure|adherent|contribuable|titulaire|bien.?aime)e?",
        r"(?:bonjour|madame, monsieur),? (?:cher )?(?:client|utilisateur)",
    ),
}
