// @ts-check

/**
 * The first tables of the history.
 *
 * `cluster_state_latest` holds one row a subject: the value that it has now. It is only ever replaced by what was observed at
 * the same or a later (epoch, version) of the hub, which is what makes two replicas write a transition once.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('cluster_state_latest', table => {
    table.comment('The value that each subject of a cluster has now');
    table.string('hub').notNullable();
    table.string('cluster').notNullable().comment('Claim uid or journey key');
    table.string('type').notNullable();
    table.string('subject').notNullable();
    table.text('value').notNullable();
    table.text('previous_value').comment('The value before this one');
    table.string('since').notNullable().comment('RFC 3339, UTC');
    table.string('since_source').notNullable();
    table.integer('epoch').notNullable().comment('Restores of the hub');
    table
      .string('version', 20)
      .notNullable()
      .comment('resourceVersion, padded so that its order is that of text');
    table.primary(['hub', 'cluster', 'type', 'subject']);
  });

  await knex.schema.createTable('transitions', table => {
    table.comment('What changed, written once however many replicas saw it');
    table.string('id').primary();
    table.string('hub').notNullable();
    table.string('cluster').notNullable();
    table.string('type').notNullable();
    table.string('subject').notNullable();
    table.text('from_value');
    table.text('to_value').notNullable();
    table.string('at').notNullable().comment('RFC 3339, UTC');
    table.string('source').notNullable();
    table.index(['hub', 'cluster', 'at', 'id'], 'transitions_cluster_idx');
    table.index(['at'], 'transitions_at_idx');
  });

  await knex.schema.createTable('journey_durations', table => {
    table.comment('How long finished journeys and their stages took');
    table.string('hub').notNullable();
    table.string('journey').notNullable();
    table.string('stage').notNullable().comment('Empty for the whole');
    table.string('journey_kind').notNullable();
    table.string('cluster_kind').notNullable();
    table.string('size').notNullable();
    table.string('region').notNullable();
    table.float('seconds').notNullable();
    table.string('finished_at').notNullable().comment('RFC 3339, UTC');
    table.primary(['hub', 'journey', 'stage']);
    table.index(['finished_at'], 'journey_durations_finished_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('journey_durations');
  await knex.schema.dropTable('transitions');
  await knex.schema.dropTable('cluster_state_latest');
};
