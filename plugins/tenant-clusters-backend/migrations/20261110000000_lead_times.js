// @ts-check

const BATCH = 200;

/**
 * The Monday (UTC) of a time's week. As in src/history/weekOf.ts, which a migration must not import: what a migration does may
 * not change with the code.
 *
 * @param {string} at
 */
function weekOf(at) {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) {
    return '';
  }
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

/**
 * What lead times are grouped and filtered by, beside what makes journeys comparable.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('journey_durations', table => {
    table.string('tenant').notNullable().defaultTo('');
    table.string('environment').notNullable().defaultTo('');
    table
      .string('finished_week', 10)
      .notNullable()
      .defaultTo('')
      .comment('The Monday of the week in which it finished, UTC');
    table.index(
      ['hub', 'tenant', 'finished_at'],
      'journey_durations_tenant_idx',
    );
  });
  const times = await knex('journey_durations').distinct('finished_at');
  for (let start = 0; start < times.length; start += BATCH) {
    await Promise.all(
      times.slice(start, start + BATCH).map(({ finished_at: at }) =>
        knex('journey_durations')
          .where({ finished_at: at })
          .update({ finished_week: weekOf(at) }),
      ),
    );
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('journey_durations', table => {
    table.dropIndex(
      ['hub', 'tenant', 'finished_at'],
      'journey_durations_tenant_idx',
    );
  });
  await knex.schema.alterTable('journey_durations', table => {
    table.dropColumns('tenant', 'environment', 'finished_week');
  });
};
