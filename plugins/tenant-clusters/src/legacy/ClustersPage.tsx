import { compatWrapper } from '@backstage/core-compat-api';
import { Header, Page } from '@backstage/core-components';
import { ClustersContent } from '../components/clusters/ClustersContent';
import { RequestButton } from '../components/RequestButton';
import { LegacyScroll } from './LegacyScroll';

export const ClustersPage = () =>
  compatWrapper(
    <Page themeId="tool">
      <Header title="Clusters">
        <RequestButton />
      </Header>
      <LegacyScroll>
        <ClustersContent />
      </LegacyScroll>
    </Page>,
  );
