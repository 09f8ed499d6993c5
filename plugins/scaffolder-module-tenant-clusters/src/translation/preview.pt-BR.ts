/** O que ManifestPreview diz, em português do Brasil. */
export const previewPtBr = {
  'preview.label': 'O que será proposto',
  'preview.helper':
    'Os arquivos e o diff do Git como serão gravados. Nada é escrito até você enviar o formulário.',
  'preview.asking': 'Preparando a prévia …',
  'preview.totalOne':
    '{{files}} arquivo; linhas adicionadas: {{additions}}, removidas: {{deletions}}',
  'preview.totalMany':
    '{{files}} arquivos; linhas adicionadas: {{additions}}, removidas: {{deletions}}',
  'preview.counts':
    'linhas adicionadas: {{additions}}, removidas: {{deletions}}',
  'preview.change.added': 'novo',
  'preview.change.changed': 'alterado',
  'preview.change.removed': 'excluído',
  'preview.line.added': 'adicionada',
  'preview.line.removed': 'removida',
  'preview.line.gap': 'linhas inalteradas',
  'preview.allLines': 'Mostrar todas as {{lines}} linhas',
  'preview.binary': 'Não é texto: o que muda nele não pode ser mostrado.',
  'preview.truncated':
    'O restante deste arquivo é longo demais para mostrar aqui.',
  'preview.omitted': 'Mais {{files}} arquivos são demais para mostrar aqui.',
  'preview.outcome.created': 'Um pull request para {{repository}} será aberto.',
  'preview.outcome.updated':
    'Um pull request aberto para {{repository}} será atualizado:',
  'preview.outcome.unchanged':
    '{{repository}} já contém exatamente isto; nada muda.',
  'preview.repository.created': 'O repositório {{repository}} será criado.',
  'preview.repository.finished':
    'O repositório {{repository}} será completado.',
  'preview.pullRequest': 'pull request nº {{number}}',
  'preview.workspace':
    'Este template não diz o que muda. Estes são os arquivos que ele escreve:',
  'preview.nothing': 'Este template não propõe arquivos.',
  'preview.skipped':
    'Não mostrado, porque não pode ser testado sem ser feito: {{steps}}',
  'preview.unchecked': 'O que não pôde ser verificado',
  'preview.refused': 'Do jeito que está, esta solicitação seria recusada',
  'preview.notAllowed': 'Você não pode ver uma prévia',
  'preview.templateFailed': 'O template falhou quando foi testado',
  'preview.failed':
    'Não há prévia no momento; o formulário pode ser enviado sem ela',
  'preview.retry': 'Tentar de novo',
  'preview.noTemplate':
    'Não há prévia aqui: nada diz a qual template este formulário pertence.',
};
