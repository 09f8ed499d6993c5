export const handoverBlockers = {
  'blocker.event-missing.title': 'Nenhum evento de entrega foi escrito',
  'blocker.event-missing.detail':
    'O cluster está provisionado, mas sua Composition não escreveu o evento que começa a entrega.',
  'blocker.event-missing.next':
    'Veja se a Composition compõe o ConfigMap do evento.',
  'blocker.run-missing.title': 'A entrega não começou',
  'blocker.run-missing.detail':
    'O evento {{event}} está escrito, mas nenhum workflow começou por causa dele.',
  'blocker.run-missing.next':
    'Veja se EventSource, Sensor e EventBus rodam e escreva o evento de novo.',
  'blocker.step-failed.title': 'A entrega falhou em {{step}}',
  'blocker.step-failed.detail':
    'O workflow {{workflow}} terminou com {{phase}}.',
  'blocker.step-failed.next':
    'Corrija o que a mensagem aponta e repita o workflow.',
  'blocker.verification-failed.title': 'Sua verificação falhou em {{step}}',
  'blocker.verification-failed.detail':
    'O workflow {{workflow}} terminou como {{phase}}: o que {{request}} trouxe não funciona como deveria.',
  'blocker.verification-failed.next':
    'Reverta {{request}} ou corrija com outra solicitação.',
  'blocker.offboard-missing.title':
    'Ele sumiu, mas ainda está registrado no Argo CD',
  'blocker.offboard-missing.detail':
    'Nenhum workflow tirou {{cluster}} do Argo CD: {{secret}} ainda existe, e as aplicações continuam tentando alcançá-lo.',
  'blocker.offboard-missing.next':
    'Execute o workflow offboard para {{cluster}}.',
  'blocker.approval.title': 'A entrega espera por uma aprovação em {{step}}',
  'blocker.approval.detail':
    'O workflow {{workflow}} está parado em um nó Suspend.',
  'blocker.approval.next': 'Retome o workflow {{workflow}} no Argo Workflows.',
};
