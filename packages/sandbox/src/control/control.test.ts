import express from 'express';
import request from 'supertest';
import { ConfigMapFailurePlan } from '../hub/controllers/runtime/FailurePlan';
import { DefaultHubStore } from '../hub/store';
import { KubeObject } from '../hub/store/types';
import { createControlRouter } from './createControlRouter';
import { FaultList } from './FaultList';

const role = (claim: string): KubeObject => ({
  apiVersion: 'iam.aws.upbound.io/v1beta1',
  kind: 'Role',
  metadata: {
    name: `${claim}-x`,
    labels: {
      'crossplane.io/claim-namespace': 'payments',
      'crossplane.io/claim-name': claim,
    },
  },
});

function setUp() {
  const store = DefaultHubStore.inMemory();
  store.apply({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'crossplane-system' },
  });
  const app = express().use(
    '/_sandbox',
    createControlRouter({ token: 'secret', faults: new FaultList(store) }),
  );
  const post = (body: object) =>
    request(app)
      .post('/_sandbox/fail')
      .set('authorization', 'Bearer secret')
      .send(body);
  return { app, post, plan: new ConfigMapFailurePlan(store) };
}

describe('the control door', () => {
  it('makes the resources of one claim fail, until it is told to stop', async () => {
    const { app, post, plan } = setUp();
    await post({
      what: 'access-denied',
      cluster: 'payments/payments-dev',
    }).expect(201);
    expect(plan.failureFor(role('payments-dev'))?.kind).toBe('access-denied');
    expect(plan.failureFor(role('payments-prod'))).toBeUndefined();
    await request(app)
      .delete('/_sandbox/fail')
      .set('authorization', 'Bearer secret')
      .expect(200);
    expect(plan.failureFor(role('payments-dev'))).toBeUndefined();
  });

  it('makes a step of one cluster’s workflow fail', async () => {
    const { post, plan } = setUp();
    await post({
      what: 'failing-step',
      cluster: 'payments/payments-dev',
      step: 'register-cluster-in-argocd',
    }).expect(201);
    const workflow = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Workflow',
      metadata: {
        name: 'handover-x',
        labels: {
          'spokeport.dev/tenant': 'payments',
          'spokeport.dev/name': 'payments-dev',
        },
      },
    };
    expect(plan.failureFor(workflow, 'register-cluster-in-argocd')?.kind).toBe(
      'failing-step',
    );
    expect(plan.failureFor(workflow, 'grant-access-to-argocd')).toBeUndefined();
  });

  it.each([
    {
      body: { what: 'earthquake' },
      says: 'There is no failure',
      reason: 'unknown',
    },
    { body: {}, says: 'There is no failure', reason: 'nothing asked for' },
    {
      body: { what: 'constructor' },
      says: 'There is no failure',
      reason: 'a name that every object has',
    },
    {
      body: { what: 'quota', cluster: 'payments' },
      says: 'not the namespace and name',
      reason: 'no namespace',
    },
    {
      body: { what: 'quota', cluster: 'a/b/c' },
      says: 'not the namespace and name',
      reason: 'too long',
    },
  ])('refuses $body: $reason', async ({ body, says }) => {
    const { post } = setUp();
    const { status, body: answer } = await post(body);
    expect(status).toBe(400);
    expect(answer.message).toContain(says);
  });

  it('opens for its token only', async () => {
    const { app } = setUp();
    const without = await request(app).get('/_sandbox/fail');
    const wrong = await request(app)
      .post('/_sandbox/fail')
      .set('authorization', 'Bearer other')
      .send({ what: 'quota' });
    expect([without.status, wrong.status]).toEqual([401, 401]);
  });
});
