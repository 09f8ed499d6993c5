export const stages = {
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

  'stage.unknown.hub': '{{hub}} não responde',
  'stage.unknown.kind': '{{kind}} de {{hub}} não são lidos',
};
