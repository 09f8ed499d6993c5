export const removalStages = {
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
};
