"""Portuguese."""

# ruff: noqa: E501  # a phrase stays in one piece

from triage_warden.core.facts.mail.lexicon.theme import Lexicon, Theme

PORTUGUESE: Lexicon = {
    Theme.URGENCY: (
        r"(?:em|dentro de|nas proximas|ate) (?:12|24|36|48|72) ?(?:horas|hrs|h\b)",
        r"acao (?:imediata|urgente|necessaria|requerida)",
        r"(?:ultimo|ultima) (?:aviso|lembrete|chance|oportunidade|notificacao|alerta)",
        r"(?:regularize|resolva|verifique|atualize|evite|aja|acesse|pague) (?:agora|ja|imediatamente|hoje)",
        r"prazo (?:final|limite|esgot|de)",
        r"(?:expira|vence|encerra) (?:hoje|em breve|em|amanha)",
        r"aviso urgente|restricao urgente|alerta urgente|urgente[!:]",
        r"(?:com urgencia|imediatamente) (?:para|a fim)",
    ),
    Theme.THREAT: (
        r"(?:conta|acesso|cartao|servico|cadastro|cpf|cnh|chave|pix|encomenda|veiculo|placa|titulo)(?: \w+){0,6} (?:suspens[ao]|bloquead[ao]|desativad[ao]|limitad[ao]|encerrad[ao]|restrit[ao]|cancelad[ao]|negativad[ao]|irregular|retid[ao])",
        r"(?:suspensao|bloqueio|cancelamento|encerramento|desativacao|negativacao) (?:de |do |da |dos |definitiv[ao] )?(?:sua?|seu|conta|cpf|servicos?|cadastro|cnh|acesso)",
        r"(?:atividade|acesso|transacao|compra|movimentacao)s? (?:incomum|suspeit[ao]s?|nao autorizad[ao]s?|nao reconhecid[ao]s?)",
        r"(?:irregularidade|inconsistencia|divergencia|pendencia|restricao|situacao critica)s?(?: \w+){0,6} (?:cpf|cadastr\w+|declaracao|imposto|receita|detectad[ao]s?|encontrad[ao]s?|identificad[ao]s?|grave|fiscal|tributari\w+)",
        r"evit(?:e|ar) (?:a |o |as |os )?(?:suspensao|bloqueio|multas?|cancelamento|restricoes|penalidades|transtornos)",
        r"inadimplencia",
    ),
    Theme.CREDENTIALS: (
        r"(?:confirme|confirmar|verifique|verificar|atualize|atualizar|valide|validar|regularize|regularizar|reative|reativar) (?:agora )?(?:a |o |os |as )?(?:seus?|suas?) (?:\w+ ){0,2}(?:conta|dados|informacoes|identidade|acesso|senha|endereco|cadastro|cpf|situacao|perfil|pagamento|e-?mail|cartao)",
        r"(?:verificacao|validacao|atualizacao|confirmacao|recadastramento) (?:de |do |da |dos )?(?:sua |seu |seus )?(?:conta|identidade|dados|cadastr\w+|seguranca|token|dispositivo)",
        r"senha (?:\w+ ){0,3}(?:expira|vence|expirou|expirar)",
        r"verifique sua situacao|consult(?:e|ar) (?:sua |a )?(?:situacao|pendencia)",
        r"atualizacao cadastral",
        r"(?:token|itoken|modulo de seguranca)(?: \w+){0,4} (?:expir|atualiz|desativ|valid|sincron)",
    ),
    Theme.PAYMENT: (
        r"pagamento (?:\w+ ){0,4}(?:recusad[ao]|falhou|pendente|nao (?:foi )?(?:processad[ao]|identificad[ao]|aprovad[ao])|atrasad[ao]|em aberto)",
        r"(?:fatura|boleto|debito|valor|divida|conta|pedagio|multa)s? (?:pendentes?|vencid[ao]s?|em aberto|em atraso|atrasad[ao]s?|nao pag[ao]s?)",
        r"(?:metodo|forma|dados) de pagamento(?: \w+){0,5} (?:expir|recus|atualiz|vencid)",
        r"protesto (?:em cartorio|do titulo)|serasa|spc\b",
    ),
    Theme.BANK_CHANGE: (
        r"(?:novos?|nova|mudanca de|alteracao de|alteracao dos|atualizacao dos) (?:nossos |meus )?(?:dados bancarios|conta bancaria|iban|nib)",
    ),
    Theme.GIFT_CARD: (
        r"(?:comprar|compre|preciso|compra).{0,40}(?:cartoes|cartao|vales?)[- ](?:de )?presente",
        r"gift ?card(?:s)? (?:\w+ ){0,4}(?:comprar|codigo|resgatar)",
    ),
    Theme.ADVANCE_FEE: (
        r"(?:heranca|herdeiro|parente mais proximo|beneficiari[oa])(?: \w+){0,8} (?:fundos?|milhoes|dolares|euros|banco|transferencia|falecid)",
        r"milhoes de (?:dolares|euros|reais)",
        r"(?:cheque|fundo|fundos|dinheiro|quantia|valor|soma)(?: \S+){0,12} (?:dolares|euros|milhoes)",
        r"(?:contato|contacte|contate|contatar)(?: \S+){0,8} (?:reverendo|advogado|banco|diplomata|secretari[ao])",
        r"transferir (?:o |os |esse |esses )?(?:fundos?|dinheiro|valor)",
        r"deus (?:esteja com|abencoe|te abencoe|o abencoe)",
        r"(?:doar|doacao|doei)(?: \w+){0,8} (?:euros|dolares|milhoes|caridade|dinheiro|valor)",
        r"(?:falecido|finado) (?:marido|esposo|cliente|pai)",
        r"proposta de negocios?",
        r"(?:sou|meu nome e) (?:o |a )?(?:sr|sra|senhor|senhora|dr|advogado)\.? ",
    ),
    Theme.PRIZE: (
        r"(?:voce|voces) (?:\w+ ){0,3}(?:ganhou|foi (?:selecionad[ao]|sortead[ao]|escolhid[ao]|contemplad[ao]|premiad[ao]))",
        r"(?:resgat[ae]r?|retir[ae]r?|receb[ae]r?|garant[ai]r?|obtenha) (?:o |a |os )?(?:seus?|suas?|um|uma) (?:\w+ ){0,3}(?:premio|presente|brinde|recompensa|bonus|cupom|voucher|beneficio|pontos|kit)",
        r"parabens[ !,].{0,80}(?:ganh|selec|escolhid|premio|presente|sortead|aprovad)",
        r"(?:loteria|sorteio|premiacao)",
        r"pontos (?:\w+ ){0,6}(?:expir|resgat|vencer|vencem|acumulad)",
        r"novo beneficio|pre.?aprova(?:do|cao)|qualificada? para (?:upgrade|receber)|convite (?:exclusivo|especial)",
        r"(?:pesquisa|questionario) (?:\w+ ){0,5}(?:premio|presente|ganh|receb)",
        r"anuidade (?:gratis|zero|gratuita)|isencao (?:total |vitalicia )?d[ea] anuidade",
    ),
    Theme.EXTORTION: (
        r"(?:eu |nos )?(?:hackeei|invadi|infectei|gravei|obtive acesso|instalei)(?: \w+){0,8} (?:seu|sua|dispositivo|computador|camera|sistema|conta)",
        r"(?:video|gravacao) (?:\w+ ){0,10}(?:contatos|contactos|masturb|amigos|public|divulg)",
        r"(?:enviar?|envie|pag(?:ar|ue)|transfir[ae]) (?:\w+ ){0,8}bitcoin",
    ),
    Theme.INVOICE: (
        r"(?:em anexo|segue anexo|segue em anexo|anexad[ao]|segue)(?: \w+){0,6} (?:fatura|nota fiscal|boleto|comprovante|pedido|orcamento|recibo|danfe)",
        r"nota fiscal (?:eletronica|n|emitida|disponivel)|comprovante de (?:pagamento|transferencia|deposito)|2a via|segunda via",
    ),
    Theme.VOICEMAIL: (r"(?:nova|1) mensagem de voz", r"correio de voz"),
    Theme.DOCUMENT: (
        r"(?:documento|arquivo|ficheiro)s? (?:\w+ ){0,4}(?:compartilhad[ao]|partilhad[ao]|disponivel|pendente|para assinar)",
        r"(?:visualizar|abrir|baixar|acessar|consultar|ver|descarregar) (?:o |a |seu |os )?(?:documento|arquivo|mensagem|fatura|boleto|notificacao|intimacao|processo)",
        r"intimacao|mandado|processo judicial|notificacao (?:extrajudicial|judicial|oficial)",
    ),
    Theme.PARCEL: (
        r"(?:encomenda|pacote|entrega|pedido|objeto|remessa) (?:\w+ ){0,8}(?:nao (?:foi |pode |pôde )?(?:entregue|ser entregue)|retid[ao]|suspens[ao]|pendente|aguardando|devolvid[ao]|tributad[ao]|taxad[ao]|bloquead[ao])",
        r"(?:taxa|taxas|tributo|imposto|frete)s? (?:de |da )?(?:entrega|alfandega|importacao|desembaraco|aduaneir[ao]|envio|liberacao|despacho)",
        r"(?:liber[ae]r?|reagend[ae]r?|confirm[ae]r?) (?:a |o |sua? |seu )?(?:\w+ )?(?:encomenda|entrega|pacote|objeto|endereco)",
        r"rastre(?:ar|amento|io) (?:\w+ ){0,4}(?:encomenda|pedido|objeto|pacote)",
    ),
    Theme.CRYPTO: (
        r"(?:bitcoin|cripto\w*|btc|ethereum)(?: \w+){0,6} (?:saque|pagamento|saldo|carteira|transferencia|pendente|deposito|ganho)",
        r"(?:saque|saldo|carteira)(?: \w+){0,4} (?:bitcoin|cripto|btc)",
    ),
    Theme.GAMBLING: (
        r"(?:giros|rodadas) gratis",
        r"bonus (?:de )?(?:boas.vindas|cassino|sem deposito)",
        r"cassino|\bcasino\b|apostas online",
    ),
    Theme.TAX: (
        r"(?:receita federal|imposto de renda|malha fina|darf|situacao fiscal|pendencia fiscal|debito fiscal|tributari[ao]s?)(?: \w+){0,12} (?:pendenc\w+|irregular\w*|regulariz\w+|suspens\w+|multa|restitui\w+|bloque\w+|pag\w+|cpf|detectad\w+|inconsist\w+)",
        r"(?:pendencia|irregularidade|divergencia|inconsistencia)s?(?: \w+){0,8} (?:cpf|receita|imposto|fiscal|declaracao|tribut\w+)",
        r"(?:restituicao|reembolso|estorno)(?: \w+){0,6} (?:disponivel|liberad[ao]|imposto|r\$|reais|receber|resgat|pendente)",
        r"(?:pedagio|multa|ipva|licenciamento|infracao)(?: \w+){0,6} (?:nao pag[ao]|pendente|vencid[ao]|atras|regulariz|debito|em aberto|placa)",
    ),
    Theme.RENEWAL: (
        r"(?:assinatura|protecao|licenca|antivirus|plano)(?: \w+){0,6} (?:expirou|expirad[ao]|vencid[ao]|renovar|renove|renovacao|vence|expira|cancelad[ao])",
        r"(?:dispositivo|computador|celular|sistema)(?: \w+){0,5} (?:infectado|risco|perigo|desprotegido)",
    ),
    Theme.STORAGE: (
        r"(?:armazenamento|nuvem|icloud|espaco)(?: \w+){0,6} (?:chei[oa]|esgotad[oa]|lotad[oa]|insuficiente|limite|atingid[oa])",
        r"(?:fotos|videos|arquivos|dados)(?: \w+){0,6} (?:excluid[oa]s|apagad[oa]s|perdid[oa]s|deletad[oa]s)",
    ),
    Theme.MAILBOX: (
        r"(?:caixa (?:de )?(?:correio|entrada|postal)|conta de e-?mail|webmail)(?: \w+){0,7} (?:cheia|atualizar|limite|cota|suspens|desativ|expir|lotada)",
    ),
    Theme.SECRECY: (
        r"(?:estritamente|absolutamente|manter|mantenha) (?:o |em )?(?:confidencial|sigilo|segredo)",
        r"nao (?:comente|conte|fale) (?:com |a |para )?ninguem",
    ),
    Theme.LOAN: (
        r"(?:emprestimo|credito|financiamento)s?(?: \w+){0,6} (?:juros|oferta|rapido|aprovado|liberado|disponivel|consignado|taxa)",
        r"(?:investimento|investir)(?: \w+){0,5} (?:rentavel|garantid|oportunidade|lucro|retorno|ganhos)",
        r"renda (?:extra|passiva)|ganhar dinheiro|liberdade financeira",
    ),
    Theme.MEDICAL: (r"eretil|perder (?:peso|\d+ quilos)|emagrec|virilidade",),
    Theme.ERRAND: (
        r"(?:voce esta|esta) (?:disponivel|no escritorio|ocupad[ao])\?",
        r"transferencia (?:urgente|imediata)",
        r"(?:tarefa|demanda) urgente",
    ),
    Theme.OFFER: (
        r"\d{2} ?% de desconto",
        r"oferta (?:exclusiva|especial|limitada|imperdivel|por tempo limitado)",
        r"clique (?:aqui|no|abaixo|para)",
        r"aproveite (?:agora|essa|esta|ja)",
    ),
    Theme.GREETING: (
        r"(?:prezad[oa]|car[oa]|estimad[oa]|querid[oa])(?:\(?[ao]?\)?)?,? (?:client[ea]|usuari[oa]|contribuinte|amig[oa]|titular|membro|assinante|senhor|consumidor|beneficiari[oa]|motorista|condutor)",
        r"ola,? [\w.+-]+@[\w.-]+|prezado\(?a?\)? [\w.+-]+@",
    ),
}
