import { createApp } from '@backstage/frontend-defaults';
import { homeModule } from './modules/home';
import { navModule } from './modules/nav';
import { signInModule } from './modules/signIn';
import { themeModule } from './modules/theme';

// Plugins are found among the dependencies of this package (`app.packages: all`).
export default createApp({
  features: [homeModule, navModule, signInModule, themeModule],
});
