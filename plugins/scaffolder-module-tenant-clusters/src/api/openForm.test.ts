import { formAddress, templateAt } from './openForm';

it.each([
  {
    path: '/create/templates/default/change-tenant-cluster',
    template: { namespace: 'default', name: 'change-tenant-cluster' },
    reason: 'a form',
  },
  {
    path: '/base/create/templates/default/a%20b/',
    template: { namespace: 'default', name: 'a b' },
    reason: 'under a base path',
  },
  { path: '/create/edit', template: undefined, reason: 'the editor' },
  { path: '/create/templates/edit', template: undefined, reason: 'a list' },
])('$path is $reason', ({ path, template }) => {
  expect(templateAt(path)).toEqual(template);
});

it('keeps the rest of the address', () => {
  const address = formAddress(
    { pathname: '/create/templates/default/x', search: '?a=1&formData=%7B%7D' },
    { cluster: 'hub-eu/payments/a&b' },
  );
  const url = new URL(address, 'http://localhost');
  expect(url.pathname).toBe('/create/templates/default/x');
  expect(url.searchParams.get('a')).toBe('1');
  expect(
    url.searchParams.getAll('formData').map(text => JSON.parse(text)),
  ).toEqual([{ cluster: 'hub-eu/payments/a&b' }]);
});
