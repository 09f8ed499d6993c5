import { compatWrapper } from '@backstage/core-compat-api';
import { Header, Page } from '@backstage/core-components';
import { RequestButton } from '../components/RequestButton';
import { RequestsContent } from '../components/requests/RequestsContent';
import { LegacyScroll } from './LegacyScroll';

export const RequestsPage = () =>
  compatWrapper(
    <Page themeId="tool">
      <Header title="Requests">
        <RequestButton />
      </Header>
      <LegacyScroll>
        <RequestsContent />
      </LegacyScroll>
    </Page>,
  );
