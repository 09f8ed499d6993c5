/** As frases do backend em português do Brasil, por id; o inglês está em `SENTENCES` do pacote comum. */
export default {
  'happening.blocked.unexplained': 'Algo está no caminho',
  'happening.requested': 'Espera por uma revisão de {{team}}',
  'happening.merged': 'Integrado; espera que o Argo CD o aplique',
  'happening.merged.flux': 'Integrado; espera que o Flux o aplique',
  'happening.provisioning': '{{ready}} de {{known}} recursos prontos até agora',
  'happening.provisioning.starting': 'O Crossplane começa a criá-lo',
  'happening.connecting': '{{step}} está em execução',
  'happening.connecting.waiting': 'Espera pelo workflow de entrega',
  'happening.delivering': '{{ready}} de {{known}} aplicações no lugar',
  'happening.ready': 'Tudo está bem',
  'happening.ready.revision': 'Tudo está bem; aplicações em {{revision}}',
  'happening.registered': 'Registrado no Argo CD, não foi pedido aqui',
  'happening.removing': 'Faltam {{left}} recursos a remover',
  'happening.removing.merged': 'Sua remoção foi integrada',
  'happening.removed': 'Foi removido',
  'happening.degraded.claim': 'Estava pronto e não está mais',
  'happening.degraded.resource': '{{resource}} não está como deveria',
  'happening.degraded.application': '{{application}} está {{status}}',
  'happening.unknown':
    '{{hub}} não responde; último estado conhecido: {{state}}',

  'stage.requested.done': '{{requester}} abriu {{request}}',
  'stage.requested.skipped': 'Não se conhece um pull request para ele',
  'stage.requested.push': '{{requester}} enviou {{request}}',
  'stage.requested.change.done':
    '{{requester}} pediu para mudá-lo em {{request}}',
  'stage.requested.unknown': 'O Git não responde',

  'stage.reviewed.waiting': 'Vem depois do pedido',
  'stage.reviewed.active': 'Espera por uma revisão',
  'stage.reviewed.active.approved':
    'Aprovado por {{reviewers}}; espera ser integrado',
  'stage.reviewed.done': 'Integrado por {{person}}',
  'stage.reviewed.done.approved':
    'Aprovado por {{reviewers}}, integrado por {{person}}',
  'stage.reviewed.closed': 'Fechado sem ser integrado',
  'stage.reviewed.skipped': 'Aplicado diretamente, sem revisão',

  'stage.synced.waiting': 'O Argo CD o aplica depois de integrado',
  'stage.synced.waiting.flux': 'O Flux o aplica quando for integrado',
  'stage.synced.active': 'O Argo CD ainda não o aplicou',
  'stage.synced.comparing':
    'Verificando se o Argo CD já aplicou o commit integrado',
  'stage.synced.done':
    'O Argo CD aplicou {{revision}} na aplicação {{application}}',
  'stage.synced.done.unversioned':
    'O Argo CD o mantém em dia na aplicação {{application}}',
  'stage.synced.done.flux':
    'O Flux o aplicou na Kustomization {{kustomization}}',
  'stage.synced.done.flux.revision':
    'O Flux aplicou {{revision}} na Kustomization {{kustomization}}',
  'stage.synced.done.helm': 'O Flux o aplicou na HelmRelease {{release}}',
  'stage.synced.done.helm.revision':
    'O Flux aplicou {{revision}} na HelmRelease {{release}}',
  'stage.synced.unknown.helm':
    'O Flux o aplicou na HelmRelease {{release}}, que não diz de qual commit',
  'stage.synced.active.flux': 'O Flux ainda não o aplicou',
  'stage.synced.comparing.flux':
    'Verificando se o Flux já aplicou o commit integrado',
  'stage.synced.skipped': 'Aplicado diretamente: nenhuma aplicação o entrega',

  'stage.provisioned.waiting': 'O Crossplane começa depois que ele é aplicado',
  'stage.provisioned.active':
    'Crossplane: {{ready}} de {{known}} recursos prontos até agora',
  'stage.provisioned.active.starting': 'O Crossplane começa a criá-lo',
  'stage.provisioned.done': '{{known}} de {{known}} recursos prontos',
  'stage.provisioned.done.plain': 'O Crossplane diz que está pronto',
  'step.resource.access-denied': 'acesso negado',
  'step.resource.failed': 'falhando: {{reason}}',
  'step.resource.creating': 'sendo criado',
  'step.resource.waiting': 'espera por outros',
  'step.resource.missing': 'ainda não existe',
  'step.resource.paused': 'pausado',
  'step.resource.deleting': 'sendo excluído',
  'step.resource.updating': 'sendo atualizado',
  'step.resource.differing': 'a nuvem ainda tem outro {{fields}}',
  'stage.provisioned.change.fields': 'O hub ainda não tem {{fields}}',
  'stage.provisioned.change.active':
    'Crossplane: {{ready}} de {{known}} recursos já a assumiram',
  'stage.provisioned.change.done': 'A nuvem tem o que foi pedido',
  'stage.provisioned.change.no-evidence':
    'Nada no hub diz se a mudança já chegou',

  'stage.verified.waiting': 'Verificado depois de provisionado',
  'stage.verified.active': 'O workflow {{workflow}} está em execução',
  'stage.verified.done': 'O workflow {{workflow}} teve sucesso',
  'stage.verified.failed': 'O workflow {{workflow}} falhou',
  'stage.verified.skipped': 'Não há workflow de verificação para ele',

  'stage.connected.waiting': 'Entregue depois de provisionado',
  'stage.connected.active':
    'Workflow {{workflow}}: {{progress}} passos concluídos',
  'stage.connected.active.event':
    'O evento está escrito; seu workflow ainda não começou',
  'stage.connected.active.ready':
    'Provisionado; nenhum evento de entrega foi escrito ainda',
  'stage.connected.outdated':
    'Seus campos mudaram; a entrega para eles ainda não começou',
  'stage.connected.done': 'O workflow {{workflow}} teve sucesso',
  'stage.connected.done.registration':
    'Concluído pelo registro: está registrado no Argo CD',
  'stage.connected.failed': 'O workflow {{workflow}} falhou',
  'stage.connected.ambiguous':
    'Vários clusters combinam com seu workflow, então nenhum é escolhido',
  'stage.connected.skipped': 'Este hub não faz a entrega de clusters',
  'stage.connected.nodes-missing':
    'Workflow {{workflow}}: {{progress}} passos concluídos; os passos não ficam guardados no objeto',
  'stage.connected.change.skipped':
    'A entrega não depende de nada do que mudou',

  'stage.delivering.waiting': 'As aplicações vêm depois de conectado',
  'stage.delivering.unregistered':
    'Foi entregue, e nada diz qual registro no Argo CD é o dele',
  'stage.delivering.active':
    '{{ready}} de {{known}} aplicações esperadas no lugar',
  'stage.delivering.done':
    '{{known}} de {{known}} aplicações esperadas Synced e Healthy',
  'stage.delivering.skipped': 'Nenhuma aplicação é esperada',
  'step.application.missing': 'ainda não existe',
  'step.application.state': '{{sync}}, {{health}}',

  'stage.requested.remove.done':
    '{{requester}} pediu sua remoção em {{request}}',
  'stage.requested.remove.skipped': 'Removido sem um pull request conhecido',
  'stage.pruned.waiting': 'O Argo CD o exclui depois que a remoção é integrada',
  'stage.pruned.waiting.flux': 'O Flux o apaga quando a remoção for integrada',
  'stage.pruned.active': 'O Argo CD ainda não o excluiu',
  'stage.pruned.active.flux': 'O Flux ainda não o apagou',
  'stage.pruned.done': 'Marcado para exclusão no hub',
  'stage.deprovisioned.waiting':
    'Seus recursos somem depois que ele é excluído',
  'stage.deprovisioned.active': 'Faltam {{left}} recursos a remover',
  'stage.deprovisioned.done': 'Nenhum recurso dele sobrou',
  'stage.deprovisioned.orphaned':
    'Tudo o que devia sumir sumiu; {{orphaned}} recursos ficam na nuvem por política',
  'stage.deprovisioned.unseen':
    'Sumiu enquanto ninguém observava; não se sabe de que era feito',
  'stage.pruned.direct': 'Excluído diretamente no hub',
  'stage.drained.waiting': 'Esvaziado depois que a remoção é integrada',
  'stage.drained.active':
    '{{left}} aplicações ainda são entregues nele, com {{held}} serviços e volumes',
  'stage.drained.held': 'O Usage {{usage}} ainda o segura',
  'stage.drained.done': 'Nenhuma aplicação é mais entregue nele',
  'stage.drained.skipped': 'Nenhuma aplicação era entregue nele',
  'stage.drained.overtaken': 'Sumiu antes de {{left}} das suas aplicações',
  'step.application.holding': 'ainda existe, com {{held}} serviços e volumes',
  'step.application.there': 'ainda existe',
  'stage.deregistered.waiting': 'Sai do Argo CD depois de excluído',
  'stage.deregistered.registered': 'Ainda está registrado no Argo CD',
  'stage.deregistered.active': 'O workflow {{workflow}} está em execução',
  'stage.deregistered.left':
    'Seu workflow terminou bem, mas o registro {{secret}} ainda existe',
  'stage.deregistered.failed': 'O workflow {{workflow}} falhou',
  'stage.deregistered.done': 'O workflow {{workflow}} terminou bem',
  'stage.deregistered.done.registration': 'Seu registro no Argo CD sumiu',
  'stage.deregistered.skipped': 'Nunca foi registrado no Argo CD',

  'stage.unknown.hub': '{{hub}} não responde',
  'stage.unknown.kind': '{{kind}} de {{hub}} não são lidos',

  'blocker.review-missing.title': 'Ninguém o revisou ainda',
  'blocker.review-missing.detail':
    '{{request}} espera pela aprovação de {{team}} antes de poder ser integrado.',
  'blocker.review-missing.next': 'Revise e integre {{request}}.',
  'blocker.merge-missing.title': 'Aprovado, mas ainda não integrado',
  'blocker.merge-missing.next': 'Integre {{request}}.',
  'blocker.checks-failed.title': 'Verificações do seu pull request falharam',
  'blocker.checks-failed.detail': 'Falharam: {{checks}}.',
  'blocker.checks-failed.next':
    'Abra {{request}}, leia a verificação que falhou e corrija o pedido.',
  'blocker.changes-requested.title': '{{reviewers}} pediu mudanças',
  'blocker.changes-requested.detail':
    '{{request}} não pode ser integrado até que sejam respondidas.',
  'blocker.changes-requested.next':
    'Leia a revisão em {{request}} e corrija o pedido.',
  'blocker.conflict.title': 'Seu pull request tem conflitos com {{branch}}',
  'blocker.conflict.detail':
    'Algo integrado nesse meio tempo toca as mesmas linhas, então {{request}} não pode ser integrado.',
  'blocker.conflict.next':
    'Faça o pedido de novo ou resolva o conflito em {{request}}.',
  'blocker.draft.title': 'Seu pull request ainda é um rascunho',
  'blocker.draft.next': 'Marque {{request}} como pronto para revisão.',

  'blocker.no-application.title': 'Nenhuma Application cobre {{path}}',
  'blocker.no-application.detail':
    'O pedido foi integrado, mas nenhuma Application do Argo CD e nenhuma Kustomization do Flux em {{hub}} lê este caminho, então nada o aplica.',
  'blocker.no-application.next':
    'Adicione uma Application para o caminho ou mova o arquivo para um que seja lido.',
  'blocker.kind-not-watched.title':
    'Objetos {{kind}} de {{hub}} não podem ser lidos',
  'blocker.kind-not-watched.detail':
    'O hub não permite listá-los e observá-los, então nada se pode dizer deles.',
  'blocker.kind-not-watched.next':
    'Permita que o papel de leitura de {{hub}} liste e observe {{kind}}; portal doctor diz o que falta.',
  'blocker.flux-suspended.title': '{{flux}} está suspenso',
  'blocker.flux-suspended.detail':
    'O Flux não aplica nada dele até que seja retomado.',
  'blocker.flux-suspended.next': 'Retome {{flux}} no Flux.',
  'blocker.flux-stalled.title': '{{flux}} está parado',
  'blocker.flux-stalled.detail': 'O Flux desistiu dele até que seja corrigido.',
  'blocker.flux-stalled.next':
    'Corrija o que a mensagem aponta; o Flux não tenta de novo sozinho.',
  'blocker.flux-dependency.title': '{{flux}} espera por {{dependency}}',
  'blocker.flux-dependency.detail':
    'Depende de {{dependency}}, que não está pronto.',
  'blocker.flux-dependency.next':
    'Veja o que impede {{dependency}} de ficar pronto.',
  'blocker.flux-failed.title': 'O Flux não conseguiu aplicar {{flux}}',
  'blocker.flux-failed.detail': 'A última tentativa terminou com {{reason}}.',
  'blocker.flux-failed.next':
    'Corrija no Git o que a mensagem aponta; o Flux tenta de novo sozinho.',
  'blocker.comparison-error.title':
    'O Argo CD não consegue ler {{application}}',
  'blocker.comparison-error.detail':
    'Os manifestos de {{application}} não podem ser gerados, então nada dela é aplicado.',
  'blocker.comparison-error.path.detail':
    'O caminho {{path}} não existe no repositório, então nada de {{application}} é aplicado.',
  'blocker.comparison-error.next':
    'Corrija no Git o que a mensagem aponta; o Argo CD tenta de novo sozinho.',
  'blocker.sync-failed.title':
    'O Argo CD não conseguiu aplicar {{application}}',
  'blocker.sync-failed.detail':
    'O último sync de {{application}} terminou com {{phase}}.',
  'blocker.sync-failed.next':
    'Corrija no Git o que a mensagem aponta e faça o sync de novo.',
  'blocker.project-denied.title': 'O projeto {{project}} não permite',
  'blocker.project-denied.detail':
    'O AppProject {{project}} não permite tudo o que {{application}} contém ou o destino dela.',
  'blocker.project-denied.next':
    'Permita no AppProject {{project}} ou retire de {{application}}.',
  'blocker.sync-manual.title':
    '{{application}} não é sincronizada automaticamente',
  'blocker.sync-manual.detail':
    'O Argo CD vê a mudança e espera: {{application}} não tem sync automático.',
  'blocker.sync-manual.next': 'Faça o sync de {{application}} no Argo CD.',
  'blocker.sync-window.title': 'Uma janela de sync segura {{application}}',
  'blocker.sync-window.detail':
    'Uma janela do AppProject {{project}} impede o sync agora.',
  'blocker.sync-window.detail.deny':
    'O AppProject {{project}} proíbe syncs: {{schedule}}, por {{duration}}.',
  'blocker.sync-window.detail.allow':
    'O AppProject {{project}} permite syncs apenas: {{schedule}}, por {{duration}}.',
  'blocker.sync-window.next':
    'Espere pela janela; se ela permitir sync manual, faça o sync de {{application}} no Argo CD.',
  'blocker.prune-off.title': '{{application}} não apaga o que saiu do Git',
  'blocker.prune-off.detail':
    'O prune está desligado em {{application}}, então a remoção integrada não muda nada no hub.',
  'blocker.prune-off.detail.option':
    'Ele tem a opção de sync Prune=false, então a remoção integrada não muda nada no hub.',
  'blocker.prune-off.next':
    'Faça o sync de {{application}} com prune, ou apague o claim no hub.',
  'blocker.prune-off.next.option': 'Apague o claim no hub.',
  'blocker.prune-off.next.flux':
    'Ligue o prune na Kustomization {{application}}, ou apague o claim no hub.',
  'blocker.prune-confirm.title':
    'O Argo CD espera que alguém confirme a exclusão',
  'blocker.prune-confirm.detail':
    '{{application}} vai apagar {{what}}, que pede uma confirmação.',
  'blocker.prune-confirm.next':
    'Confirme o prune de {{application}} no Argo CD.',
  'blocker.application-set.title':
    'O ApplicationSet {{set}} não consegue gerar suas aplicações',
  'blocker.application-set.detail':
    'Até conseguir, elas ficam como foram geradas por último.',
  'blocker.application-set.next': 'Corrija no Git o que a mensagem aponta.',
  'blocker.application-unhealthy.title': '{{application}} está {{health}}',
  'blocker.application-unhealthy.next':
    'Veja os recursos de {{application}} no Argo CD.',
  'blocker.application-missing.title':
    'A Application {{application}} não foi criada',
  'blocker.application-missing.detail':
    'Ela é esperada em {{cluster}}, e nenhum ApplicationSet ou workflow a criou.',
  'blocker.application-missing.next':
    'Veja se o secret do cluster tem o label do add-on e se o ApplicationSet dele o seleciona.',

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

  'blocker.event-missing.title': 'Nenhum evento de entrega foi escrito',
  'blocker.event-missing.detail':
    'O cluster está provisionado, mas sua Composition não escreveu o evento que começa a entrega.',
  'blocker.event-missing.next':
    'Veja se a Composition compõe o ConfigMap do evento.',
  'blocker.run-missing.title': 'A entrega não começou',
  'blocker.run-missing.detail':
    'O evento {{event}} está escrito, mas nenhum workflow começou por causa dele.',
  'blocker.run-missing.next':
    'Veja se EventSource, Sensor e EventBus rodam e escreva o evento de novo.',
  'blocker.step-failed.title': 'A entrega falhou em {{step}}',
  'blocker.step-failed.detail':
    'O workflow {{workflow}} terminou com {{phase}}.',
  'blocker.step-failed.next':
    'Corrija o que a mensagem aponta e repita o workflow.',
  'blocker.verification-failed.title': 'Sua verificação falhou em {{step}}',
  'blocker.verification-failed.detail':
    'O workflow {{workflow}} terminou como {{phase}}: o que {{request}} trouxe não funciona como deveria.',
  'blocker.verification-failed.next':
    'Reverta {{request}} ou corrija com outra solicitação.',
  'blocker.offboard-missing.title':
    'Ele sumiu, mas ainda está registrado no Argo CD',
  'blocker.offboard-missing.detail':
    'Nenhum workflow tirou {{cluster}} do Argo CD: {{secret}} ainda existe, e as aplicações continuam tentando alcançá-lo.',
  'blocker.offboard-missing.next':
    'Execute o workflow offboard para {{cluster}}.',
  'blocker.approval.title': 'A entrega espera por uma aprovação em {{step}}',
  'blocker.approval.detail':
    'O workflow {{workflow}} está parado em um nó Suspend.',
  'blocker.approval.next': 'Retome o workflow {{workflow}} no Argo Workflows.',

  'blocker.hub-unreachable.title': '{{hub}} não responde',
  'blocker.hub-unreachable.detail': 'O que se vê é o último estado conhecido.',
  'blocker.hub-unreachable.next':
    'Veja se o hub e o caminho até ele estão no ar.',
  'blocker.hub-credentials.title': '{{hub}} recusa nossas credenciais',
  'blocker.hub-credentials.detail':
    'Estão erradas ou venceram. O que se vê é o último estado conhecido.',
  'blocker.hub-credentials.next':
    'Renove as credenciais do hub na configuração.',

  'blocker.quoted.title': '{{resource}}: {{message}}',
  'blocker.quoted.plain.title': '{{resource}} não está como deveria',

  // Add-ons and workflows
  'addon.notEnabled': 'Nem o claim nem os labels do registro o pedem',
  'addon.notRegistered': 'O cluster ainda não está registrado no Argo CD',
  'addon.notSelected':
    'O claim o pede, mas falta ao registro o label {{label}}, pelo qual os ApplicationSets selecionam',
  'addon.setFailed': 'O ApplicationSet {{name}} relata um erro',
  'addon.noSet': 'Não há um ApplicationSet para ele no hub',
  'addon.notMade':
    'O ApplicationSet {{name}} ainda não criou uma Application para ele',
  'addon.leftover': 'A Application existe embora nada a peça',
  'addon.valuesMissing': 'Falta um arquivo de values que a Application indica',
  'addon.comparisonError':
    'O Argo CD não consegue comparar a Application com o Git',
  'addon.syncFailed': 'A última sincronização falhou',
  'addon.outOfSync': 'Está diferente do Git',
  'addon.unhealthy': 'A Application está {{health}}',
  'workflow.nodes.offloaded':
    'Os passos ficam no banco de dados do Argo Workflows e não no objeto',
  'workflow.nodes.compressed':
    'Os passos estão comprimidos de um modo que não se consegue ler',
};
