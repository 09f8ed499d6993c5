import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { ThemeBlueprint } from '@backstage/plugin-app-react';
import {
  UnifiedThemeProvider,
  createUnifiedTheme,
  palettes,
} from '@backstage/theme';
import { DarkIcon, LightIcon } from '../nav/icons';

/** As in theme.css. */
const fontFamily =
  'Inter, Roboto, "Segoe UI", "Helvetica Neue", Arial, sans-serif';

const light = createUnifiedTheme({ palette: palettes.light, fontFamily });

const dark = createUnifiedTheme({
  palette: {
    ...palettes.dark,
    background: { default: '#171717', paper: '#242424' },
    navigation: { ...palettes.dark.navigation, background: '#121212' },
  },
  fontFamily,
});

const lightTheme = ThemeBlueprint.make({
  name: 'light',
  params: {
    theme: {
      id: 'light',
      title: 'Light',
      variant: 'light',
      icon: <LightIcon />,
      Provider: ({ children }) => (
        <UnifiedThemeProvider theme={light}>{children}</UnifiedThemeProvider>
      ),
    },
  },
});

const darkTheme = ThemeBlueprint.make({
  name: 'dark',
  params: {
    theme: {
      id: 'dark',
      title: 'Dark',
      variant: 'dark',
      icon: <DarkIcon />,
      Provider: ({ children }) => (
        <UnifiedThemeProvider theme={dark}>{children}</UnifiedThemeProvider>
      ),
    },
  },
});

/** The two themes of the app, in place of the framework's of the same names. */
export const themeModule = createFrontendModule({
  pluginId: 'app',
  extensions: [lightTheme, darkTheme],
});
