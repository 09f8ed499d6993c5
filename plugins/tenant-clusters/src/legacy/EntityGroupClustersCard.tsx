import { compatWrapper } from '@backstage/core-compat-api';
import { EntityGroupClustersCard as Card } from '../components/cards/EntityGroupClustersCard';

export const EntityGroupClustersCard = () => compatWrapper(<Card />);
