export const hubBlockers = {
  'blocker.hub-unreachable.title': '{{hub}} não responde',
  'blocker.hub-unreachable.detail': 'O que se vê é o último estado conhecido.',
  'blocker.hub-unreachable.next':
    'Veja se o hub e o caminho até ele estão no ar.',
  'blocker.hub-credentials.title': '{{hub}} recusa nossas credenciais',
  'blocker.hub-credentials.detail':
    'Estão erradas ou venceram. O que se vê é o último estado conhecido.',
  'blocker.hub-credentials.next':
    'Renove as credenciais do hub na configuração.',

  'blocker.quoted.title': '{{resource}}: {{message}}',
  'blocker.quoted.plain.title': '{{resource}} não está como deveria',
  // Add-ons and workflows
};
