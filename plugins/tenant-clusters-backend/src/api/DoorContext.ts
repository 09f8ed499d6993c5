import type { ApiContext } from './ApiContext';
import type { FleetModel } from './model/FleetModel';

/** What the doors read from, with what lists are answered from. */
export interface DoorContext extends ApiContext {
  model: FleetModel;
}
