export const requestBlockers = {
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
};
