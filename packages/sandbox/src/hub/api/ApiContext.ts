import { IncomingMessage } from 'node:http';
import { DefaultHubStore } from '../store';
import { HubToken } from './HubToken';
import { ResponseWriter } from './ResponseWriter';
import { Snapshots } from './Snapshots';
import { WatchHub } from './WatchHub';

/** What all requests share. */
export interface ApiContext {
  store: DefaultHubStore;
  snapshots: Snapshots;
  hub: WatchHub;
  bookmarkIntervalMs: number;
}

/** One request on its way. */
export interface ApiRequest {
  request: IncomingMessage;
  url: URL;
  who: HubToken;
  writer: ResponseWriter;
}
