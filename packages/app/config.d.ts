export interface Config {
  auth?: {
    providers?: {
      /**
       * Lets anyone be one of the sample people, without a secret. For the sandbox only: the backend refuses it in production.
       * The browser is told that it exists, to offer the choice.
       * @visibility frontend
       */
      sandbox?: {};
    };
  };
}
