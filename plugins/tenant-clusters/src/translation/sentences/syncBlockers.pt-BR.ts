export const syncBlockers = {
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
};
