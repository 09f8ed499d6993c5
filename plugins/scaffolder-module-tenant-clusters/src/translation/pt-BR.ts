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
  'answer.unchecked.hub': 'Não foi possível consultar o hub {{hub}} agora.',
  'answer.unchecked.requests':
    'Não foi possível consultar as solicitações abertas agora.',
  'answer.unchecked.catalog': 'Não foi possível consultar o catálogo agora.',
  ...previewPtBr,
};
