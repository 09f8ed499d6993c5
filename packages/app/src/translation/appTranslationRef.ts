import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The texts of the example app itself. */
export const appTranslationRef = createTranslationRef({
  id: 'app.spokeport',
  messages: {
    nav: {
      home: 'Spokeport, to the clusters',
      search: 'Search',
      menu: 'Menu',
      settings: 'Settings',
      switchPerson: 'Switch person',
    },
    signIn: {
      title: 'Who do you want to be?',
      text: 'This is a sandbox: everything in it is made up, and no password is asked. What each person sees and may do differs.',
      enter: 'Continue as {{name}}',
      failed: 'Signing in did not work: {{reason}}',
      ana: 'Product engineer of payments',
      anaMay: 'Sees the clusters of payments and asks for new ones.',
      bruno: 'Platform engineer',
      brunoMay:
        'Sees every cluster and hub, reviews requests and acts on what is stuck.',
      carla: 'Auditor',
      carlaMay: 'Sees everything and changes nothing.',
    },
  },
  translations: { 'pt-BR': () => import('./pt-BR') },
});
