import { compatWrapper } from '@backstage/core-compat-api';
import { ClusterPage as Page } from '../components/cluster/ClusterPage';

export const ClusterPage = () => compatWrapper(<Page />);
