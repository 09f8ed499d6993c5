import { createTranslationMessages } from '@backstage/frontend-plugin-api';
import { scaffolderTenantClustersTranslationRef } from './ref';

export default createTranslationMessages({
  ref: scaffolderTenantClustersTranslationRef,
  full: true,
  messages: {
    'hub.label': 'Hub',
    'hub.helper': 'De onde o cluster é gerenciado',
    'hub.none': 'Nenhum hub está configurado',
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
    'cidr.helper':
      'Um bloco IPv4 como 10.42.0.0/16 que nenhum outro cluster usa',
    'cidr.free': 'Livre em {{hub}} e entre as solicitações abertas',
    'cidr.next': 'Próximo livre: {{cidr}}',
    'cidr.use': 'Usar {{cidr}}',
    'check.asking': 'Verificando …',
    'check.free': 'livre',
    'check.taken': 'em uso',
    'check.failed':
      'Não foi possível verificar agora; será verificado quando o formulário for enviado',
    'check.unchecked': 'Nem tudo pôde ser verificado: {{what}}',
    'check.required': 'Este campo é obrigatório',
    'reason.nameEmpty': 'Dê um nome ao cluster.',
    'reason.nameTooLong': 'O nome tem mais de {{limit}} caracteres.',
    'reason.nameNotADnsLabel':
      'Use apenas letras minúsculas, dígitos e hífens, começando com uma letra e terminando com letra ou dígito.',
    'reason.cidrInvalid':
      'Isto não é um bloco IPv4; escreva como 10.42.0.0/16, sem bits depois do prefixo.',
  },
});
