"""One brand a line: names, then its registered domains; a star where the name is also a common word or a person's name.

Written by hand from the brands' own public sites; a domain here lets mail from it count as the brand's own, so what
is not certain stays out. Platforms on which anybody can put up pages are not among a brand's domains.
"""

# ruff: noqa: E501  # one brand a line

from typing import Final

TABLE: Final = """
Microsoft, Office 365, Office365, Outlook, OneDrive, SharePoint, Microsoft Teams, Microsoft 365: microsoft.com microsoftonline.com office.com office365.com outlook.com live.com hotmail.com onedrive.com windows.com xbox.com skype.com azure.com microsoftemail.com office.net aka.ms microsoft365.com
Google, Gmail, Google Drive, Google Workspace, YouTube: google.com gmail.com googlemail.com youtube.com withgoogle.com google.de google.co.uk google.fr google.es google.it google.nl goo.gl google.co.jp googleworkspace.com
Apple, iCloud, iTunes, App Store *: apple.com icloud.com itunes.com me.com
iCloud, Apple ID: apple.com icloud.com
Amazon, Amazon Prime, AWS, Prime Video: amazon.com amazon.de amazon.co.uk amazon.fr amazon.it amazon.es amazon.nl amazon.co.jp amazon.ca amazon.com.br amazon.in amazon.com.au amazon.com.mx amazon.pl amazon.se primevideo.com audible.com amazon.jobs awscloud.com
PayPal: paypal.com paypal.de paypal.fr paypal.co.uk paypal.me paypal-communication.com paypalobjects.com
eBay: ebay.com ebay.de ebay.co.uk ebay.fr ebay.it ebay.es ebay.com.au ebay.ca
Facebook, Meta for Business, Meta Business: facebook.com facebookmail.com fb.com meta.com metamail.com fb.me workplace.com
Instagram: instagram.com facebookmail.com
WhatsApp: whatsapp.com wa.me
LinkedIn: linkedin.com lnkd.in
Netflix: netflix.com
Spotify: spotify.com
Disney+, Disney Plus: disneyplus.com disney.com  disneypluspromo.com
Peacock TV, Peacock*: peacocktv.com nbcuni.com
Hulu: hulu.com hulumail.com
Dropbox: dropbox.com dropboxmail.com
DocuSign: docusign.com docusign.net
Adobe, Adobe Sign, Acrobat Sign: adobe.com adobesign.com echosign.com documentcloud.com adobe.ly
Zoom*: zoom.us zoom.com
Slack*: slack.com slack-mail.com
GitHub: github.com
WeTransfer: wetransfer.com we.tl
Salesforce: salesforce.com
Intuit, QuickBooks, TurboTax: intuit.com quickbooks.com turbotax.com
Norton, NortonLifeLock, Norton 360*: norton.com nortonlifelock.com lifelock.com gendigital.com
McAfee: mcafee.com
TotalAV, Total AV, Total Antivirus: totalav.com
Avast: avast.com
Kaspersky: kaspersky.com
Geek Squad, Best Buy, BestBuy: bestbuy.com geeksquad.com
GoDaddy: godaddy.com
IONOS, 1&1: ionos.com ionos.de 1and1.com 1und1.de ionos.fr ionos.es ionos.co.uk
Strato*: strato.de
OVHcloud, OVH: ovh.com ovhcloud.com
WordPress: wordpress.org automattic.com
cPanel: cpanel.net
Roundcube, Zimbra: roundcube.net zimbra.com
AT&T: att.com att.net
Verizon: verizon.com verizonwireless.com vzw.com
T-Mobile: t-mobile.com t-mobile.de telekom.de
Telekom, Deutsche Telekom: telekom.de telekom.com t-online.de
Vodafone: vodafone.com vodafone.de vodafone.co.uk vodafone.es vodafone.it
Comcast, Xfinity: comcast.com xfinity.com comcast.net
Orange*: orange.fr orange.com
Movistar, Telefonica: movistar.es telefonica.com movistar.com
DHL, DHL Express: dhl.com dhl.de dhl.fr dhl.es dhl.it dhl.nl dhl.co.uk deutschepost.de dpdhl.com
Deutsche Post: deutschepost.de dhl.de
UPS*: ups.com
FedEx, Fed Ex: fedex.com
USPS, US Postal Service: usps.com usps.gov
GLS*: gls-group.com gls-group.eu gls-pakete.de gls-spain.es gls-italy.com gls-netherlands.com
DPD*: dpd.com dpd.de dpd.co.uk dpd.fr dpd.nl dpdgroup.com
Hermes, Evri*: myhermes.de hermesworld.com evri.com myhermes.co.uk
Royal Mail: royalmail.com
La Poste, Colissimo, Chronopost: laposte.fr laposte.net colissimo.fr chronopost.fr laposte.info
Correos: correos.es correos.com
Correios: correios.com.br
Poste Italiane, PosteItaliane: poste.it posteitaliane.it
PostNL: postnl.nl postnl.be
bpost: bpost.be
Swiss Post, Die Post: post.ch
Australia Post, AusPost: auspost.com.au
Canada Post: canadapost.ca canadapost-postescanada.ca
Japan Post, 日本郵便: japanpost.jp
Mondial Relay: mondialrelay.fr mondialrelay.com
Bank of America: bankofamerica.com bofa.com
Chase, JPMorgan Chase*: chase.com jpmorgan.com jpmchase.com
Wells Fargo, WellsFargo: wellsfargo.com wf.com
Citibank, Citi*: citi.com citibank.com citicards.com
Capital One: capitalone.com
American Express, Amex: americanexpress.com aexp.com americanexpress.com.br
Visa*: visa.com
Mastercard: mastercard.com mastercard.us
Discover*: discover.com
HSBC: hsbc.com hsbc.co.uk hsbc.com.hk hsbc.fr
Barclays: barclays.co.uk barclays.com barclaycard.co.uk
Lloyds Bank: lloydsbank.com lloydsbank.co.uk lloydsbanking.com
NatWest: natwest.com
Santander: santander.com santander.co.uk santander.com.br bancosantander.es santander.com.mx santander.pl gruposantander.com
BBVA: bbva.com bbva.es bbva.mx
CaixaBank: caixabank.es caixabank.com lacaixa.es
Caixa Economica Federal: caixa.gov.br
Bradesco: bradesco.com.br bradescobank.com bradescoseguros.com.br
Itau, Itau Unibanco: itau.com.br itau-unibanco.com.br
Banco do Brasil: bb.com.br
Nubank: nubank.com.br
Mercado Pago, Mercado Livre, MercadoLibre, Mercado Libre: mercadopago.com mercadopago.com.br mercadolivre.com.br mercadolibre.com mercadolibre.com.mx mercadolibre.com.ar
Intesa Sanpaolo: intesasanpaolo.com
UniCredit: unicredit.it unicreditgroup.eu unicredit.eu
Nexi: nexi.it nexigroup.com
BNP Paribas: bnpparibas.com bnpparibas.net
Credit Agricole: credit-agricole.fr ca-paris.fr
Societe Generale: societegenerale.com societegenerale.fr socgen.com
La Banque Postale: labanquepostale.fr labanquepostale.com
Sparkasse, Sparkassen: sparkasse.de
Volksbank, VR Bank, Volksbanken Raiffeisenbanken: vr.de volksbank.de atruvia.de
Deutsche Bank: db.com deutsche-bank.de
Commerzbank: commerzbank.de commerzbank.com
DKB, Deutsche Kreditbank: dkb.de
ING, ING-DiBa*: ing.com ing.de ing.nl ing.es ing.be
Comdirect: comdirect.de
N26: n26.com
Postbank: postbank.de
Rabobank: rabobank.nl rabobank.com
ABN AMRO: abnamro.nl abnamro.com
UBS*: ubs.com
PostFinance: postfinance.ch
Revolut: revolut.com
Wise*: wise.com transferwise.com
Klarna: klarna.com klarna.de
Stripe*: stripe.com
Square, Cash App*: squareup.com cash.app square.com
Venmo: venmo.com
Zelle: zellepay.com
Western Union: westernunion.com
MoneyGram: moneygram.com
Coinbase: coinbase.com
Binance: binance.com binance.us
Kraken*: kraken.com
Crypto.com: crypto.com
Blockchain.com: blockchain.com
MetaMask: metamask.io consensys.net consensys.io
Trust Wallet, TrustWallet: trustwallet.com
Ledger, Ledger Live*: ledger.com
Trezor: trezor.io
OpenSea: opensea.io
zkSync: zksync.io
Uniswap: uniswap.org
Bitpanda: bitpanda.com
IRS, Internal Revenue Service*: irs.gov
HMRC, HM Revenue: hmrc.gov.uk
GOV.UK: gov.uk
Social Security Administration: ssa.gov
Receita Federal: fazenda.gov.br gov.br
Gov.br: gov.br
Agencia Tributaria, AEAT: agenciatributaria.es agenciatributaria.gob.es
Impots.gouv, Ameli, Assurance Maladie: impots.gouv.fr ameli.fr assurance-maladie.fr
ELSTER, Finanzamt, Bundeszentralamt fuer Steuern*: elster.de bund.de bzst.de
Agenzia delle Entrate, INPS: agenziaentrate.gov.it inps.it agenziaentrate.it
DigiD, Belastingdienst: digid.nl belastingdienst.nl
myGov, Australian Taxation Office: my.gov.au ato.gov.au
Walmart: walmart.com
Costco: costco.com
Lidl: lidl.de lidl.com lidl.es lidl.fr lidl.it lidl.co.uk lidl.nl lidl-shop.nl
Aldi*: aldi.de aldi-sued.de aldi-nord.de aldi.us aldi.co.uk aldi.es aldi.com
Rewe, Edeka: rewe.de edeka.de
Decathlon: decathlon.com decathlon.de decathlon.fr decathlon.es decathlon.net
IKEA: ikea.com ikea.de
MediaMarkt, Media Markt: mediamarkt.de mediamarktsaturn.com mediamarkt.es
Zalando: zalando.de zalando.com zalando.co.uk
Temu: temu.com temuemail.com
Shein: shein.com
AliExpress, Alibaba: aliexpress.com alibaba.com alibaba-inc.com
Rakuten: rakuten.co.jp rakuten.com rakuten-card.co.jp rakuten.ne.jp
Mercari: mercari.com mercari.jp
JCB, 三井住友, SMBC: jcb.co.jp smbc.co.jp smbc-card.com vpass.ne.jp
Docomo, NTT Docomo: docomo.ne.jp nttdocomo.co.jp
Booking.com: booking.com
Airbnb: airbnb.com airbnbmail.com
Expedia: expedia.com expediagroup.com
Uber*: uber.com ubereats.com
Steam*: steampowered.com steamcommunity.com
Roblox, Epic Games: roblox.com epicgames.com
Telegram: telegram.org t.me
Twitter, X Corp: twitter.com x.com
TikTok: tiktok.com tiktokv.com bytedance.com
Snapchat: snapchat.com snap.com
Yahoo: yahoo.com yahoo-inc.com yahoo.co.jp yahoomail.com ymail.com aol.com
Proton Mail, ProtonMail: proton.me protonmail.com protonmail.ch
WalletConnect: walletconnect.com walletconnect.network reown.com
Ring, Blink*: ring.com
Shell, ARAL*: shell.com aral.de
Gillette: gillette.com gillette.nl gillette.de gillette.co.uk pg.com
Dyson, Ninja Kitchen: dyson.com dyson.de ninjakitchen.com ninjakitchen.de
Makita, Milwaukee Tool, Stanley Cup: makita.com makita.de milwaukeetool.com
"""
