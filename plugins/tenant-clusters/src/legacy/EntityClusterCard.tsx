import { compatWrapper } from '@backstage/core-compat-api';
import { EntityClusterCard as Card } from '../components/cards/EntityClusterCard';

export const EntityClusterCard = () => compatWrapper(<Card />);
