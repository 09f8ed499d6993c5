export const provisioningBlockers = {
  'blocker.access-denied.title':
    '{{resource}} é recusado: acesso negado na conta {{account}}',
  'blocker.access-denied.title.plain':
    '{{resource}} é recusado: acesso negado pela nuvem',
  'blocker.access-denied.detail':
    'A nuvem nega {{action}} a {{role}}; mais {{waiting}} recursos esperam por ele.',
  'blocker.access-denied.detail.one':
    'A nuvem nega {{action}} a {{role}}; mais um recurso espera por ele.',
  'blocker.access-denied.detail.alone': 'A nuvem nega {{action}} a {{role}}.',
  'blocker.access-denied.next':
    'Permita {{action}} a {{role}}; depois ele continua sozinho.',
  'blocker.quota.title': '{{resource}} é recusado: uma cota se esgotou',
  'blocker.quota.detail': 'A conta na nuvem está no limite: {{limit}}.',
  'blocker.quota.next':
    'Aumente a cota ou libere o que não se usa; depois ele continua sozinho.',
  'blocker.throttled.title': '{{resource}} espera: a nuvem pede menos chamadas',
  'blocker.throttled.detail':
    'A nuvem limita os pedidos. O Crossplane tenta de novo sozinho.',
  'blocker.throttled.next': 'Nada a fazer, a menos que demore.',
  'blocker.invalid-cidr.title':
    '{{resource}} é recusado: sua faixa de endereços não é válida',
  'blocker.invalid-cidr.detail': 'A nuvem recusa a faixa {{cidr}}.',
  'blocker.invalid-cidr.next': 'Mude o CIDR no pedido e o abra de novo.',
  'blocker.provider-config.title':
    '{{resource}} não chega à nuvem: a ProviderConfig {{config}} não funciona',
  'blocker.provider-config.missing.title':
    '{{resource}} não chega à nuvem: a ProviderConfig {{config}} não existe',
  'blocker.provider-config.detail':
    'O Crossplane não tem credenciais que funcionem para a conta de {{tenant}}.',
  'blocker.provider-config.next':
    'Conserte a ProviderConfig {{config}} ou seu papel; depois ele continua sozinho.',
  'blocker.no-composition.title': 'Não existe a Composition {{composition}}',
  'blocker.no-composition.title.any': 'Nenhuma Composition serve para ele',
  'blocker.no-composition.detail':
    'Sem ela o Crossplane não sabe construir {{kind}}.',
  'blocker.no-composition.next':
    'Instale a Composition ou indique outra no claim.',
  'blocker.function-fatal.title': 'A plataforma o recusa: {{result}}',
  'blocker.function-fatal.detail':
    'O passo {{step}} da sua Composition terminou com um resultado fatal.',
  'blocker.function-fatal.next':
    'Corrija o pedido, ou a Composition se o pedido estiver certo.',
  'blocker.undeclared-field.title':
    'Sua Composition escreve um campo que {{kind}} não declara',
  'blocker.undeclared-field.detail':
    'O campo {{field}} falta no schema, então o status nunca é escrito e ele nunca fica pronto.',
  'blocker.undeclared-field.next':
    'Declare {{field}} na CompositeResourceDefinition.',
  'blocker.unavailable.title': '{{resource}} está indisponível',
  'blocker.unavailable.detail':
    'Foi criado, e seu provider diz que não funciona.',
  'blocker.unavailable.next': 'Veja {{resource}} na conta da nuvem.',
  'blocker.paused.title': '{{resource}} está pausado',
  'blocker.paused.detail':
    'Alguém o pausou com a anotação crossplane.io/paused.',
  'blocker.paused.next': 'Remova a anotação de {{resource}} para que continue.',
  'blocker.immutable-field.title': '{{resource}} teria de ser substituído',
  'blocker.immutable-field.detail':
    'Mudou um campo que não pode ser mudado no que já existe.',
  'blocker.immutable-field.next':
    'Desfaça a mudança ou substitua o recurso de propósito.',
  'blocker.downgrade.title':
    '{{resource}} não pode voltar de {{from}} para {{to}}',
  'blocker.downgrade.title.plain':
    '{{resource}} não pode voltar a uma versão mais antiga',
  'blocker.downgrade.detail': 'A nuvem só deixa a versão de um cluster subir.',
  'blocker.downgrade.next': 'Peça a versão que ele já tem, ou uma mais nova.',
  'blocker.children-unready.title': '{{resource}} espera por {{parts}}',
  'blocker.children-unready.detail': 'Nada diz por que não estão prontos.',
  'blocker.children-unready.next': 'Veja-os na árvore de recursos.',
  'blocker.usage.title': '{{resource}} é mantido pelo Usage {{usage}}',
  'blocker.usage.title.by': '{{resource}} é mantido: {{by}} ainda o usa',
  'blocker.usage.detail': 'O Usage {{usage}} não deixa ninguém apagá-lo.',
  'blocker.usage.detail.reason':
    'O Usage {{usage}} não deixa ninguém apagá-lo: {{reason}}.',
  'blocker.usage.next':
    'Veja para que serve o Usage {{usage}} e apague-o quando isso acabar.',
  'blocker.usage.next.by': 'Remova {{by}} primeiro.',
  'blocker.finaliser.title': '{{resource}} não sai: {{finaliser}} o segura',
  'blocker.finaliser.detail':
    'Está marcado para exclusão, nada abaixo dele resta, e seu finalizador não o soltou.',
  'blocker.finaliser.next':
    'Veja se o controlador de {{finaliser}} está rodando. Só remova o finalizador à mão quando o que ele protege não existir mais.',
  'blocker.finaliser-unreachable.title':
    '{{resource}} não sai: seu cluster não pode ser alcançado',
  'blocker.finaliser-unreachable.detail':
    'Seu finalizador {{finaliser}} espera por um cluster que não responde.',
  'blocker.finaliser-unreachable.next':
    'Torne o cluster alcançável; se ele não existe mais, remova o finalizador de {{resource}}.',
  'blocker.slow.title': '{{resource}} demora mais que o normal',
  'blocker.slow.detail': 'Não relata erro; nada diz por que não está pronto.',
  'blocker.slow.next': 'Veja {{resource}} na conta da nuvem.',
  'blocker.reference.title': '{{resource}} espera pelo que ele referencia',
  'blocker.reference.next': 'Veja o que a mensagem aponta; talvez não exista.',
};
