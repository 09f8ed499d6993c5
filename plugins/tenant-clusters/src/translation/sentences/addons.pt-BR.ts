export const addons = {
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
