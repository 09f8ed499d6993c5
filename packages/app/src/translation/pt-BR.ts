/** Os textos do app de exemplo em português do Brasil. */
export default {
  'nav.home': 'Spokeport, ir aos clusters',
  'nav.search': 'Buscar',
  'nav.menu': 'Menu',
  'nav.settings': 'Configurações',
  'nav.switchPerson': 'Trocar pessoa',
  'signIn.title': 'Quem você quer ser?',
  'signIn.text':
    'Isto é uma sandbox: tudo nela é inventado e nenhuma senha é pedida. O que cada pessoa vê e pode fazer é diferente.',
  'signIn.enter': 'Continuar como {{name}}',
  'signIn.failed': 'Não foi possível entrar: {{reason}}',
  'signIn.ana': 'Engenheira de produto de payments',
  'signIn.anaMay': 'Vê os clusters de payments e pede novos.',
  'signIn.bruno': 'Engenheiro de plataforma',
  'signIn.brunoMay':
    'Vê todos os clusters e hubs, revisa pedidos e age no que está parado.',
  'signIn.carla': 'Auditora',
  'signIn.carlaMay': 'Vê tudo e não muda nada.',
};
