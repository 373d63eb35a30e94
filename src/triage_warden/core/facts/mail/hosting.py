"""Where anybody can put something up in minutes: mailboxes, sites, buckets, forms, short links, and cheap names."""

from typing import Final


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


FREE_MAIL: Final = _names(
    """gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com rocketmail.com aol.com
    icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tuta.io tuta.com gmx.com
    gmx.de gmx.net gmx.at gmx.ch web.de freenet.de t-online.de mail.com email.com usa.com consultant.com post.com
    yandex.com yandex.ru ya.ru mail.ru bk.ru inbox.ru list.ru rambler.ru zoho.com zohomail.com zohomail.eu qq.com
    163.com 126.com sina.com foxmail.com naver.com daum.net hanmail.net rediffmail.com laposte.net orange.fr
    free.fr sfr.fr wanadoo.fr libero.it virgilio.it tiscali.it alice.it hotmail.fr hotmail.it hotmail.es
    hotmail.co.uk hotmail.de outlook.fr outlook.de outlook.es outlook.it outlook.jp live.fr live.it live.nl
    live.co.uk yahoo.co.uk yahoo.fr yahoo.de yahoo.es yahoo.it yahoo.co.jp yahoo.com.br yahoo.in bol.com.br
    uol.com.br terra.com.br ig.com.br seznam.cz wp.pl o2.pl onet.pl interia.pl abv.bg ukr.net fastmail.com
    fastmail.fm hushmail.com mailfence.com gmx.fr gmx.es telenet.be skynet.be kpnmail.nl ziggo.nl btinternet.com
    comcast.net att.net sbcglobal.net verizon.net cox.net bellsouth.net earthlink.net juno.com"""
)

SENDING_PLATFORMS: Final = _names(
    """firebaseapp.com web.app onmicrosoft.com appspotmail.com appspot.com gappssmtp.com herokuapp.com
    azurewebsites.net cloudapp.net cloudapp.azure.com compute.amazonaws.com compute-1.amazonaws.com
    contaboserver.net vps.ovh.net plesk.page myshopify.com wixsite.com weebly.com jimdosite.com 000webhostapp.com
    workers.dev pages.dev netlify.app vercel.app linodeusercontent.com googleusercontent.com secureserver.net
    hostwindsdns.com bc.googleusercontent.com compute.internal kundenserver.de stratoserver.net your-server.de"""
)
"""A sender's domain below one of these was handed out by a platform to whoever opened an account."""

SITES: Final = _names(
    """web.app firebaseapp.com pages.dev workers.dev netlify.app vercel.app herokuapp.com onrender.com glitch.me
    repl.co replit.app github.io gitlab.io gitbook.io weebly.com weeblysite.com wixsite.com wixstudio.io
    webflow.io webflow.com square.site blogspot.com wordpress.com yolasite.com jimdosite.com jimdofree.com
    strikingly.com mystrikingly.com godaddysites.com webador.com webadorsite.com cprapid.com 000webhostapp.com
    infinityfreeapp.com atwebpages.com byethost.com rf.gd ukit.me carrd.co framer.website framer.app framer.ai
    notion.site azurewebsites.net azurestaticapps.net azureedge.net azurefd.net cloudapp.azure.com surge.sh
    fly.dev ngrok.io ngrok-free.app trycloudflare.com loca.lt duckdns.org ddns.net hopto.org zapto.org sytes.net
    myvnc.com serveo.net w3spaces.com teleporthq.app softr.app lovable.app myfreesites.net site123.me simdif.com
    zyrosite.com plesk.page swtest.ru my.id eu5.net unbouncepages.com hubspotpagebuilder.com clickfunnels.com
    systeme.io appspot.com a.run.app canva.site gamma.site tilda.ws bubbleapps.io start.page durable.co"""
)
BUCKETS: Final = _names(
    """storage.googleapis.com storage.cloud.google.com firebasestorage.googleapis.com blob.core.windows.net
    web.core.windows.net r2.dev r2.cloudflarestorage.com digitaloceanspaces.com linodeobjects.com backblazeb2.com
    wasabisys.com vultrobjects.com cloud-object-storage.appdomain.cloud oraclecloud.com objectstorage.cloud
    contabostorage.com scw.cloud ovh.net myqcloud.com aliyuncs.com selcdn.ru fra1.digitaloceanspaces.com"""
)
"""Object storage; `amazonaws.com` counts where the host names S3."""
IPFS: Final = _names(
    "ipfs.io dweb.link cf-ipfs.com nftstorage.link w3s.link infura-ipfs.io ipfs.cf-ipfs.com fleek.co 4everland.io"
)
FORMS: Final = _names(
    """docs.google.com/forms forms.gle forms.office.com forms.microsoft.com jotform.com form.jotform.com typeform.com
    formstack.com wufoo.com cognitoforms.com 123formbuilder.com surveymonkey.com formspree.io airtable.com
    tally.so paperform.co zfrmz.com forms.zohopublic.com smartsheet.com"""
)
SHORTENERS: Final = _names(
    """bit.ly tinyurl.com goo.gl t.ly is.gd v.gd ow.ly buff.ly rebrand.ly cutt.ly shorturl.at rb.gy tiny.cc s.id t.co
    lnkd.in short.gy bl.ink qr.ae qrco.de me-qr.com q-r.to linktr.ee bitly.com urlz.fr u.to clck.ru vk.cc x.co
    j.mp adf.ly shorte.st ouo.io t2m.io dub.sh dub.co urlr.me tr.ee acortar.link n9.cl surl.li 1url.cz
    encurtador.com.br bom.so wa.link kutt.it lc.chat tinyurl.is soo.gd ity.im tny.im trib.al snip.ly shorturl.gg
    kurzelinks.de l.ead.me adobe.ly aka.ms"""
) - {"aka.ms", "adobe.ly", "lnkd.in", "t.co"}
"""Services that hide where a link leads; a company's own ones are not among them."""

ABUSED_SUFFIXES: Final = _names(
    """cfd sbs icu top xyz click buzz bond cyou rest quest monster hair beauty skin makeup lol autos boats homes
    yachts motorcycles tk ml ga cf gq pw ru.com sa.com za.com in.net us.com br.com shop store online site fun
    space website live life world today support help finance loan work win bid stream download racing review date
    faith accountant science party trade men cam rip zip mov su"""
)
"""Suffixes sold for next to nothing and over-represented in abuse reports year after year; much honest use remains."""

REWRITERS: Final = _names(
    """safelinks.protection.outlook.com urldefense.com urldefense.proofpoint.com protect-us.mimecast.com mimecast.com
    mimecastprotect.com linkprotect.cudasvc.com secure-web.cisco.com clicktime.symantec.com trendmicro.com
    fortimailcloud.com sophos.com hornetsecurity.com retarus.com barracudanetworks.com checkpoint.com avanan.net"""
)
"""Gateways that replace links with their own to check them on click."""


def under(host: str, names: frozenset[str]) -> str:
    """Return which of the names the host is or stands below; empty for none."""
    labels = host.split(".")
    return next((name for start in range(len(labels)) if (name := ".".join(labels[start:])) in names), "")
