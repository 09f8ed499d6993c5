import { previewPtBr } from './preview.pt-BR';

/** Os textos dos campos em português do Brasil. */
export default {
  'hub.label': 'Hub',
  'hub.helper': 'De onde o cluster é gerenciado',
  'hub.none': 'Nenhum hub está configurado',
  'hub.unknown': 'Não existe o hub {{hub}}',
  'tenant.label': 'Tenant',
  'tenant.belongOne': 'Você pertence a {{tenants}} tenant',
  'tenant.belongMany': 'Você pertence a {{tenants}} tenants',
  'tenant.none':
    'Você não pertence a nenhum tenant. Peça ao time de plataforma que cadastre o seu time.',
  'tenant.foreign': 'Você não pertence ao tenant {{tenant}}',
  'name.label': 'Nome',
  'name.helper':
    'Letras minúsculas, dígitos e hífens, no máximo {{limit}} caracteres',
  'name.free':
    'Livre no catálogo, em {{hub}} e entre {{requests}} solicitações abertas',
  'name.ownRequest':
    'Sua solicitação aberta #{{number}} pede este cluster; enviar o formulário de novo a atualiza',
  'cidr.label': 'Rede',
  'cidr.helper': 'Um bloco IPv4 como 10.42.0.0/16 que nenhum outro cluster usa',
  'cidr.free': 'Livre em {{hub}} e entre as solicitações abertas',
  'cidr.use': 'Usar {{cidr}}',
  'size.label': 'Tamanho',
  'size.helper': 'O tamanho do cluster',
  'size.option': '{{size}} · {{cost}} por mês',
  'size.cost':
    'Custa {{cost}} por mês, segundo a estimativa do time de plataforma',
  'size.unknown': 'Não existe o tamanho {{size}}; escolha outro',
  'size.none': 'Nenhum tamanho está configurado',
  'size.costUnknown':
    'Não foi possível ler agora o custo dos tamanhos; a escolha será verificada quando o formulário for enviado',
  'cluster.label': 'Cluster a escolher',
  'cluster.helper': 'Digite parte do nome, do tenant ou do ambiente',
  'cluster.open': 'Mostrar clusters',
  'cluster.close': 'Ocultar clusters',
  'cluster.clear': 'Não escolher nenhum',
  'cluster.noMatch': 'Nenhum cluster corresponde',
  'cluster.more':
    '{{shown}} de {{all}} estão listados; digite para achar outros',
  'cluster.noneToChange': 'Não há cluster que você possa alterar',
  'cluster.noneToRemove': 'Não há cluster que você possa remover',
  'cluster.mayNotChange':
    'Não existe um cluster {{cluster}} que você possa alterar',
  'cluster.mayNotRemove':
    'Não existe um cluster {{cluster}} que você possa remover',
  'cluster.readingGit': 'Lendo os valores atuais do Git …',
  'cluster.fromGit': 'Os valores são os que o Git tem agora, em {{branch}}:',
  'cluster.fromRequest':
    'Os valores são os do pull request aberto abaixo, sobre o que o Git tem em {{branch}}:',
  'cluster.notInGit':
    'Nenhum arquivo no Git tem este cluster ainda, ou é um que um formulário não pode alterar; os valores atuais não são conhecidos aqui.',
  'cluster.gitFailed':
    'Não foi possível ler o Git agora; os valores atuais não são conhecidos aqui.',
  'open.change':
    'O pull request #{{number}} de {{who}} está prestes a alterar este cluster. O que ele propõe não está nestes valores.',
  'open.changeOwn':
    'Seu próprio pull request #{{number}} está prestes a alterar este cluster. O que ele propõe não está nestes valores.',
  'open.added':
    'O pull request #{{number}} de {{who}} está prestes a alterar este cluster. Sua alteração é somada a ele.',
  'open.addedOwn':
    'Seu próprio pull request #{{number}} está prestes a alterar este cluster. Esta alteração é somada a ele.',
  'open.remove':
    'O pull request #{{number}} de {{who}} pede a remoção deste cluster.',
  'open.removeOwn':
    'Seu próprio pull request #{{number}} já pede esta remoção.',
  'open.beforeRemoval':
    'O pull request #{{number}} de {{who}} está prestes a alterar este cluster.',
  'open.somebody': 'alguém',
  'open.look': 'Veja',
  'removal.title': 'O que depende de {{cluster}}',
  'removal.choose':
    'Escolha um cluster primeiro; então será mostrado o que depende dele.',
  'removal.failed':
    'Não foi possível consultar agora o que depende do cluster. Veja a página do cluster antes de pedir a remoção.',
  'removal.usages': 'Retido até que estes saiam',
  'removal.usage': 'Usage {{usage}} de {{of}}',
  'removal.usedBy': 'por {{by}}',
  'removal.claims': 'Outra infraestrutura que o menciona',
  'removal.claim': '{{claim}}, em {{field}}',
  'removal.loadBalancers': 'Podem ter balanceadores de carga',
  'removal.volumes': 'Podem ter volumes e seus dados',
  'removal.holding': '{{what}}, da aplicação {{application}}',
  'removal.applications': 'Aplicações que entregam nele',
  'removal.kept': 'Permanece na nuvem',
  'removal.resources': 'Excluído com ele',
  'removal.resourceCount': '{{count}} recursos da nuvem, conhecidos até agora',
  'removal.unknown': 'O que não se sabe',
  'removal.more': 'e mais {{count}}',
  'removal.confirm': 'Nome do cluster',
  'removal.typeName': 'Digite {{cluster}} para confirmar',
  'removal.typedOther': 'Isto não é {{cluster}}; digite o nome para confirmar',
  'state.Requested': 'Solicitado',
  'state.Provisioning': 'Provisionando',
  'state.Connecting': 'Conectando',
  'state.Ready': 'Pronto',
  'state.Degraded': 'Degradado',
  'state.Blocked': 'Bloqueado',
  'state.Removing': 'Removendo',
  'state.Unknown': 'Desconhecido',
  'yaml.label': 'Em YAML',
  'yaml.helper': 'Campos em YAML, por exemplo size: 3',
  'yaml.helperList': 'Uma lista em YAML, cada item depois de um hífen',
  'yaml.syntax': 'Isto não é YAML. {{problem}}',
  'yaml.notAMap': 'Escreva campos e seus valores, por exemplo size: 3',
  'yaml.notAList': 'Escreva uma lista, cada item depois de um hífen',
  'check.asking': 'Verificando …',
  'check.free': 'livre',
  'check.taken': 'em uso',
  'check.failed':
    'Não foi possível verificar agora; será verificado quando o formulário for enviado',
  'check.unchecked': 'Nem tudo pôde ser verificado: {{what}}',
  'answer.name.empty': 'Dê um nome ao cluster.',
  'answer.name.too-long': 'O nome tem mais de {{limit}} caracteres.',
  'answer.name.not-a-dns-label':
    'Use apenas letras minúsculas, dígitos e hífens, começando com uma letra e terminando com letra ou dígito.',
  'answer.name.reserved': 'Este nome é reservado.',
  'answer.name.against-rule': 'Os nomes dos clusters devem seguir {{pattern}}.',
  'answer.name.in-catalog': 'O catálogo já tem um recurso com este nome.',
  'answer.name.taken': 'Este nome já está em uso no hub.',
  'answer.name.taken-by-cluster':
    'Já existe um cluster com este nome ({{namespace}}/{{name}}).',
  'answer.name.taken-by-request':
    'O pull request #{{number}} já pede um cluster com este nome.',
  'answer.name.taken-of-kind': 'O tenant já tem um {{kind}} com este nome.',
  'answer.name.requested-of-kind':
    'O pull request #{{number}} já pede um {{kind}} com este nome.',
  'answer.name.requested':
    'Uma solicitação aberta já pede um cluster com este nome.',
  'answer.cidr.invalid':
    'Isto não é um bloco IPv4; escreva como 10.42.0.0/16, sem bits depois do prefixo.',
  'answer.cidr.outside-pool':
    'O bloco está fora de {{pool}}, de onde os clusters recebem os seus.',
  'answer.cidr.reserved': 'O bloco se sobrepõe a um que é reservado.',
  'answer.cidr.overlaps': 'O bloco se sobrepõe a um que outro cluster usa.',
  'answer.cidr.overlaps-cluster':
    'O bloco se sobrepõe a {{cidr}} de {{namespace}}/{{name}}.',
  'answer.dependents.beyond-applications':
    'O que foi colocado no cluster sem o Argo CD não é conhecido aqui: balanceadores de carga e volumes criados por pessoas ou operadores permanecem na nuvem se não forem excluídos antes.',
  'answer.dependents.service-types':
    'O Argo CD não diz quais Services são do tipo LoadBalancer; verifique os que estão listados.',
  'answer.dependents.others':
    'O que outros tenants têm que depende do cluster não é listado.',
  'answer.dependents.truncated':
    'Apenas os primeiros {{shown}} de {{all}} estão listados.',
  'answer.unchecked.hub': 'Não foi possível consultar o hub {{hub}} agora.',
  'answer.unchecked.requests':
    'Não foi possível consultar as solicitações abertas agora.',
  'answer.unchecked.catalog': 'Não foi possível consultar o catálogo agora.',
  ...previewPtBr,
};
