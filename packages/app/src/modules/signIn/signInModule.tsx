import {
  configApiRef,
  createFrontendModule,
  useApi,
} from '@backstage/frontend-plugin-api';
import {
  SignInPageBlueprint,
  type SignInPageProps,
} from '@backstage/plugin-app-react';
import { isSandbox } from './isSandbox';

const signInPage = SignInPageBlueprint.make({
  params: {
    loader: async () => {
      const { SignInPage } = await import('@backstage/core-components');
      const { SandboxSignInPage } = await import('./SandboxSignInPage');
      return function SpokeportSignInPage(props: SignInPageProps) {
        return isSandbox(useApi(configApiRef)) ? (
          <SandboxSignInPage {...props} />
        ) : (
          <SignInPage {...props} providers={['guest']} />
        );
      };
    },
  },
});

/** The sample people in the sandbox; elsewhere what the framework has, until an adopter puts their provider here. */
export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [signInPage],
});
