"""Spanish."""

# ruff: noqa: E501  # a phrase stays in one piece

from triage_warden.core.facts.mail.lexicon.theme import Lexicon, Theme

SPANISH: Lexicon = {
    Theme.URGENCY: (
        r"(?:en|dentro de) (?:las proximas |un plazo de |las )?(?:12|24|36|48|72) ?(?:horas|hrs|h\b)",
        r"accion (?:inmediata|urgente|requerida|necesaria)",
        r"(?:ultimo|ultima) (?:aviso|recordatorio|advertencia|oportunidad|notificacion)",
        r"actue (?:ahora|ya|de inmediato)|actua (?:ahora|ya)",
        r"(?:lo antes posible|cuanto antes|de inmediato|inmediatamente) (?:para|a fin de)",
        r"(?:expira|caduca|vence) (?:hoy|pronto|en|manana)",
        r"antes de que sea (?:demasiado )?tarde",
        r"urgente[:!]|con urgencia",
    ),
    Theme.THREAT: (
        r"(?:cuenta|acceso|tarjeta|servicio|suscripcion|buzon|perfil|paquete)(?: \w+){0,5} (?:suspendid[ao]|bloquead[ao]|desactivad[ao]|limitad[ao]|cerrad[ao]|restringid[ao]|eliminad[ao]|cancelad[ao]|inhabilitad[ao])",
        r"(?:suspension|bloqueo|cierre|desactivacion|cancelacion) (?:de |del |definitiva de )?(?:su|tu|cuenta|servicio)",
        r"(?:actividad|acceso|inicio de sesion|transaccion|movimiento|cargo)s? (?:inusual|sospechos[ao]|no autorizad[ao]|no reconocid[ao])",
        r"evitar? (?:la |el )?(?:suspension|bloqueo|cierre|cancelacion|interrupcion|multa|recargo)",
    ),
    Theme.CREDENTIALS: (
        r"(?:confirme|confirma|confirmar|verifique|verifica|verificar|actualice|actualiza|actualizar|valide|validar|valida|reactive|reactivar) (?:ahora )?(?:sus?|tus?|los|la|el) (?:\w+ ){0,2}(?:cuenta|datos|informacion|identidad|acceso|contrasena|direccion|tarjeta|perfil|pago|correo|telefono|envio|entrega)",
        r"(?:verificacion|validacion|actualizacion|confirmacion) (?:de |del )?(?:su |tu |sus |tus )?(?:cuenta|identidad|datos|informacion|correo)",
        r"contrasena (?:\w+ ){0,3}(?:caduca|expira|vence|caducara|expirara|expirado)",
        r"inici(?:e|a|ar) sesion (?:aqui|ahora|para|en el)",
        r"firma digital|clave de firma|coordenadas",
    ),
    Theme.PAYMENT: (
        r"pago (?:\w+ ){0,4}(?:rechazado|fallido|pendiente|no (?:se ha |ha sido )?procesad[ao]|vencido|denegado)",
        r"(?:factura|importe|deuda|saldo|cuota|recibo)s? (?:pendientes?|vencid[ao]s?|impagad[ao]s?|adeudad[ao])",
        r"(?:metodo|forma|medio|datos) de pago(?: \w+){0,5} (?:caduc|expir|rechaz|actualiz|vencid)",
        r"no (?:hemos|se ha) podido (?:procesar|cobrar|realizar|completar)",
    ),
    Theme.BANK_CHANGE: (
        r"(?:nueva|nuevo|cambio de|cambio en|actualizacion de) (?:nuestra |los |la |mi )?(?:cuenta bancaria|datos bancarios|numero de cuenta|cuenta de nomina|iban)",
    ),
    Theme.GIFT_CARD: (r"(?:comprar|compra|compre|necesito|consigue).{0,40}tarjetas? (?:de )?regalo",),
    Theme.ADVANCE_FEE: (
        r"(?:herencia|heredero|pariente mas cercano|beneficiari[oa])(?: \w+){0,8} (?:fondos?|millones|dolares|euros|banco|transferencia|fallecid)",
        r"millones de (?:dolares|euros)",
        r"(?:cheque|fondos?|dinero|cantidad|suma|monto)(?: \S+){0,12} (?:dolares|euros|millones)",
        r"(?:contacte|contactar|contacta|comuniquese)(?: \S+){0,8} (?:reverendo|abogado|banco|diplomatico|secretari[ao])",
        r"transferir (?:el |los |este |estos )?(?:fondos?|dinero)",
        r"dios (?:le|te|los) bendiga",
        r"(?:donar|donacion|donarle|dono)(?: \w+){0,8} (?:euros|dolares|millones|caridad|dinero)",
        r"(?:difunto|fallecido) (?:esposo|marido|cliente|padre)",
        r"propuesta de negocios?",
    ),
    Theme.PRIZE: (
        r"(?:has|ha|usted ha|hemos) (?:\w+ ){0,3}(?:ganado|sido seleccionad[ao]|sido elegid[ao]|resultado ganador)",
        r"(?:reclam[ae]r?|recog[ae]r?|canje[ae]r?|recib[ae]r?|obten(?:er|ga)?) (?:su|tu|un|el) (?:\w+ ){0,3}(?:premio|regalo|recompensa|bono|cupon|vale|tarjeta regalo)",
        r"(?:felicidades|enhorabuena|felicitaciones)[ !,¡].{0,80}(?:gan|selec|elegid|premio|regalo)",
        r"(?:loteria|sorteo|rifa)",
        r"(?:encuesta|cuestionario) (?:\w+ ){0,4}(?:premio|regalo|recompensa|recib|gan)",
    ),
    Theme.EXTORTION: (
        r"(?:he|hemos) (?:\w+ ){0,6}(?:hackeado|infectado|pirateado|grabado|accedido|instalado|obtenido acceso)",
        r"(?:video|grabacion) (?:\w+ ){0,10}(?:contactos|masturb|amigos|public|difund)",
        r"(?:enviar?|envie|pag(?:ar|ue)|transfier[ae]) (?:\w+ ){0,8}bitcoin",
    ),
    Theme.INVOICE: (
        r"(?:adjunt[ao]|se adjunta|adjuntamos|anexo|anexa)(?: \w+){0,6} (?:factura|pedido|comprobante|presupuesto|recibo|cotizacion|orden de compra)",
        r"(?:su|tu) factura (?:esta|de|n|electronica|correspondiente)",
        r"comprobante (?:de )?(?:pago|transferencia|fiscal)",
    ),
    Theme.VOICEMAIL: (r"(?:nuevo|1) mensaje de voz", r"correo de voz|buzon de voz"),
    Theme.DOCUMENT: (
        r"(?:documento|archivo)s? (?:\w+ ){0,4}(?:compartid[ao]|pendientes? de firma|disponible|para firmar)",
        r"(?:ver|abrir|descargar|descargue|consultar|visualizar|acceder a) (?:el |la |su |los )?(?:documento|archivo|mensaje|factura|notificacion|expediente)",
        r"notificacion (?:electronica|judicial|administrativa)|citacion judicial",
    ),
    Theme.PARCEL: (
        r"(?:paquete|envio|entrega|pedido) (?:\w+ ){0,8}(?:no (?:se ha |ha |pudo|se pudo|fue)|suspendid[ao]|retenid[ao]|pendiente|esperando|detenid[ao]|devuelto|fallid[ao]|en espera)",
        r"(?:gastos|tasas|costes|tarifa|costos|cargos) de (?:envio|aduanas?|entrega|despacho)",
        r"(?:confirm[ae]r?|actualic[ea]|verific[aeo]r?|reprogram[ae]r?|program[ae]r?) (?:su |tu |la |tus |sus )?(?:datos de )?(?:entrega|direccion|envio)",
        r"direccion (?:de entrega )?(?:incorrecta|incompleta|erronea)",
        r"(?:entrega|paquete) en curso|seguimiento del paquete",
        r"entrega del paquete",
    ),
    Theme.CRYPTO: (
        r"(?:bitcoin|cripto\w*|btc|ethereum)(?: \w+){0,6} (?:retiro|pago|saldo|cartera|billetera|transferencia|pendiente|deposito|ganancia)",
        r"(?:retiro|saldo|billetera|pago)(?: \w+){0,4} (?:bitcoin|cripto|btc)",
    ),
    Theme.GAMBLING: (
        r"(?:giros|tiradas) gratis",
        r"bono (?:de )?(?:bienvenida|casino|sin deposito)",
        r"casino online",
        r"\bcasino\b",
    ),
    Theme.TAX: (
        r"(?:reembolso|devolucion)(?: \w+){0,6} (?:impuestos?|fiscal|pendiente|euros|eur|€|disponible|hacienda|solicit)",
        r"(?:multa|sancion|infraccion|impuesto)s?(?: \w+){0,6} (?:pendientes?|impagad[ao]s?|pagar|dgt|vencid[ao])",
        r"agencia tributaria|hacienda publica",
    ),
    Theme.RENEWAL: (
        r"(?:suscripcion|proteccion|licencia|antivirus|membresia)(?: \w+){0,6} (?:caducado|expirado|vencido|renovar|renueve|renovacion|caduca|expira|vence)",
        r"(?:dispositivo|ordenador|equipo|computadora)(?: \w+){0,5} (?:infectado|riesgo|peligro|desprotegido)",
        r"\d+ (?:virus|amenazas) (?:detectad[oa]s|encontrad[oa]s)",
    ),
    Theme.STORAGE: (
        r"(?:almacenamiento|nube|icloud|espacio)(?: \w+){0,6} (?:llen[oa]|agotad[oa]|completo|alcanzado|insuficiente|sin espacio|limite)",
        r"sin espacio",
        r"(?:fotos|videos|archivos|datos)(?: \w+){0,6} (?:eliminad[oa]s|borrad[oa]s|perd)",
    ),
    Theme.MAILBOX: (
        r"(?:buzon|correo|cuenta de correo|webmail)(?: \w+){0,7} (?:llen[oa]|actualizar|limite|cuota|suspendid|desactivad|caduc|migra|lleno)",
        r"(?:mensajes|correos) (?:pendientes|retenidos|bloqueados|entrantes)",
    ),
    Theme.SECRECY: (
        r"(?:estrictamente|absolutamente|altamente|mantener|mantenga|manten) (?:la )?confidencial(?:idad)?",
        r"no (?:se lo )?(?:comente|diga|cuentes|comentes) (?:a |con )?nadie",
    ),
    Theme.LOAN: (
        r"(?:prestamo|credito|financiacion|financiamiento)s?(?: \w+){0,6} (?:interes|oferta|rapido|urgente|inmediato|entre particulares|tasa)",
        r"(?:inversion|invertir)(?: \w+){0,5} (?:rentable|garantizad|oportunidad|beneficios|ganancias|retorno)",
        r"ingresos pasivos|ganar dinero|libertad financiera",
    ),
    Theme.MEDICAL: (r"erectil|perder (?:peso|\d+ kilos)|bajar de peso|virilidad|adelgaz",),
    Theme.ERRAND: (
        r"(?:estas|esta usted) (?:disponible|en la oficina|ocupad[ao])",
        r"transferencia (?:urgente|inmediata)",
        r"(?:tarea|gestion) urgente",
    ),
    Theme.OFFER: (
        r"\d{2} ?% de descuento",
        r"oferta (?:exclusiva|especial|limitada|por tiempo limitado)",
        r"(?:haga|haz|pulse|pulsa|de) clic? (?:aqui|en|abajo)|haga clic|pulse aqui",
        r"aproveche (?:ahora|esta)",
    ),
    Theme.GREETING: (
        r"(?:estimad[oa]|querid[oa]|apreciad[oa])(?:\(?[ao]?\)?)? (?:client[ea]|usuari[oa]|miembro|amig[oa]|titular|suscriptor|contribuyente|senor|beneficiario)",
        r"(?:hola|buenos dias),? (?:estimado )?(?:cliente|usuario)",
    ),
}
