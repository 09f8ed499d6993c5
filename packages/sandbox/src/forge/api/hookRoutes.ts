import {
  AccountRecord,
  HookRecord,
  RepositoryRecord,
} from '../state/ForgeState';
import { invalid, notFound } from '../core/ApiError';
import { ForgeCore } from '../core/ForgeCore';
import { createHook } from '../core/hooks';
import { Delivery } from '../core/WebhookDispatcher';
import { presentRepository, repositoryApi } from '../present/repositories';
import { ApiContext, created, NO_CONTENT, Reply, Route } from './ApiContext';
import { Input } from './input';
import { requireOrgOwner } from './orgRoutes';
import { paginate } from './paginate';

interface Owner {
  record: RepositoryRecord | AccountRecord;
  api: string;
  extra: Record<string, unknown>;
}

function repositoryOwner(context: ApiContext): Owner {
  const record = context.repository('admin');
  return {
    record,
    api: repositoryApi(context.core, record),
    extra: { repository: presentRepository(context.core, record) },
  };
}

function orgOwner(context: ApiContext): Owner {
  const org = context.core.account(context.param('org'));
  if (org?.type !== 'Organization') throw notFound();
  requireOrgOwner(context, org);
  return {
    record: org,
    api: `${context.core.apiUrl}/orgs/${org.login}`,
    extra: {},
  };
}

function present(core: ForgeCore, api: string, hook: HookRecord) {
  const url = `${api}/hooks/${hook.id}`;
  const last = core.webhooks.deliveries(hook.id)[0];
  return {
    type: 'Repository',
    id: hook.id,
    name: 'web',
    active: hook.active,
    events: hook.events,
    config: {
      url: hook.url,
      content_type: hook.contentType,
      insecure_ssl: '0',
      // GitHub shows that there is a secret, never the secret.
      ...(hook.secret && { secret: '********' }),
    },
    created_at: hook.createdAt,
    updated_at: hook.createdAt,
    url,
    ping_url: `${url}/pings`,
    deliveries_url: `${url}/deliveries`,
    last_response: {
      code: last?.statusCode ?? null,
      status: last?.status ?? 'unused',
      message: null,
    },
  };
}

function readConfig(context: ApiContext) {
  const input = new Input('Hook', context.body);
  const config = input.object('config');
  const fields = new Input('Hook', config ?? {});
  const url = fields.text('url', 2048);
  if (url !== undefined && !/^https?:\/\/[^/\s]/i.test(url)) {
    throw invalid({ resource: 'Hook', field: 'url', code: 'invalid' });
  }
  return {
    url,
    contentType: fields.choice('content_type', ['json', 'form']),
    secret: fields.text('secret', 1000),
    events: input.texts('events'),
    active: input.flag('active'),
  };
}

function create(context: ApiContext, owner: Owner): Reply {
  const { core } = context;
  const {
    url,
    contentType = 'form',
    secret,
    events,
    active,
  } = readConfig(context);
  if (!url)
    throw invalid({ resource: 'Hook', field: 'url', code: 'missing_field' });
  if (
    owner.record.hooks.some(h => h.url === url && h.contentType === contentType)
  ) {
    throw invalid({
      resource: 'Hook',
      code: 'custom',
      message: 'Hook already exists on this repository',
    });
  }
  const hook = createHook(core, owner.record, owner.extra, {
    url,
    contentType,
    secret,
    events,
    active,
  });
  return created(
    present(core, owner.api, hook),
    `${owner.api}/hooks/${hook.id}`,
  );
}

function requireHook(context: ApiContext, owner: Owner): HookRecord {
  const hook = owner.record.hooks.find(
    h => String(h.id) === context.param('hook'),
  );
  if (!hook) throw notFound();
  return hook;
}

function edit(context: ApiContext, owner: Owner): Reply {
  const hook = requireHook(context, owner);
  const { url, contentType, secret, events, active } = readConfig(context);
  hook.url = url ?? hook.url;
  hook.contentType = contentType ?? hook.contentType;
  hook.secret = secret ?? hook.secret;
  hook.events = events ?? hook.events;
  hook.active = active ?? hook.active;
  context.core.store.touch();
  return { body: present(context.core, owner.api, hook) };
}

function presentDelivery(delivery: Delivery, full: boolean) {
  const { request, response } = delivery;
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: delivery.duration,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action ?? null,
    ...(full && { request, response }),
  };
}

function getDelivery(context: ApiContext, owner: Owner): Reply {
  const hook = requireHook(context, owner);
  const delivery = context.core.webhooks
    .deliveries(hook.id)
    .find(d => String(d.id) === context.param('delivery'));
  if (!delivery) throw notFound();
  return { body: presentDelivery(delivery, true) };
}

function redeliver(context: ApiContext, owner: Owner): Reply {
  const hook = requireHook(context, owner);
  const id = Number(context.param('delivery'));
  if (!context.core.webhooks.redeliver(hook, id)) throw notFound();
  return { status: 202, body: {} };
}

function ping(context: ApiContext, owner: Owner): Reply {
  const hook = requireHook(context, owner);
  context.core.webhooks.send(hook, 'ping', {
    zen: 'Ping.',
    hook_id: hook.id,
    ...owner.extra,
  });
  return NO_CONTENT;
}

function routesOf(
  prefix: string,
  find: (context: ApiContext) => Owner,
): Route[] {
  const hook = `${prefix}/hooks/:hook`;
  return [
    [
      'get',
      `${prefix}/hooks`,
      context => {
        const { record, api } = find(context);
        return paginate(context, record.hooks, h =>
          present(context.core, api, h),
        );
      },
    ],
    ['post', `${prefix}/hooks`, context => create(context, find(context))],
    [
      'get',
      hook,
      context => {
        const owner = find(context);
        return {
          body: present(context.core, owner.api, requireHook(context, owner)),
        };
      },
    ],
    ['patch', hook, context => edit(context, find(context))],
    [
      'delete',
      hook,
      context => {
        const { record } = find(context);
        const known = requireHook(context, find(context));
        record.hooks.splice(record.hooks.indexOf(known), 1);
        context.core.store.touch();
        return NO_CONTENT;
      },
    ],
    ['post', `${hook}/pings`, context => ping(context, find(context))],
    [
      'get',
      `${hook}/deliveries`,
      context => {
        const known = requireHook(context, find(context));
        const deliveries = context.core.webhooks.deliveries(known.id);
        return paginate(context, deliveries, d => presentDelivery(d, false));
      },
    ],
    [
      'get',
      `${hook}/deliveries/:delivery`,
      context => getDelivery(context, find(context)),
    ],
    [
      'post',
      `${hook}/deliveries/:delivery/attempts`,
      context => redeliver(context, find(context)),
    ],
  ];
}

export const hookRoutes: Route[] = [
  ...routesOf('/repos/:owner/:repo', repositoryOwner),
  ...routesOf('/orgs/:org', orgOwner),
];
