import { templateEntities } from './templateEntities';
import { readFixture, settings } from './__testUtils__/fixtures';
import { XrdProblemProcessor } from './XrdProblemProcessor';

const process = async (annotations: Record<string, string>) => {
  const xrd = { ...readFixture('object-store'), annotations };
  const [entity] = templateEntities([xrd], settings).entities;
  return new XrdProblemProcessor().postProcessEntity(entity);
};

describe('XrdProblemProcessor', () => {
  it('shows on the page of a template what its annotations ask for in vain', async () => {
    const entity = await process({
      'spokeport.dev/template-fields': 'colour: { order: 1 }',
      'spokeport.dev/template-folder': '../elsewhere',
    });
    const message =
      'Annotations of the XRD objectstores.platform.spokeport.dev ask for what cannot be had:\n- spokeport.dev/template-folder cannot be used as it is\n- there is no field "colour"';
    expect(entity).toMatchObject({
      kind: 'Template',
      status: {
        items: [
          {
            type: 'backstage.io/catalog-processing',
            level: 'error',
            message,
            error: { message },
          },
        ],
      },
    });
  });

  it('leaves others as they are', async () => {
    expect(await process({})).not.toHaveProperty('status');
  });
});
