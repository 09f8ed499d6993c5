// @ts-check

/**
 * How far each hub had come, agreed on by all replicas and kept over restarts: a hub that is behind it, or is another cluster,
 * was restored or replaced, also while no portal ran. And how exactly each time is known.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('hub_positions', table => {
    table.comment('How far each hub had come');
    table.string('hub').primary();
    table.integer('epoch').notNullable().comment('Restores of the hub');
    table
      .string('version', 20)
      .notNullable()
      .comment(
        'Highest resourceVersion, padded so that its order is that of text',
      );
    table.string('identity').comment('uid of the namespace kube-system');
    table
      .string('heard_at')
      .comment('When any replica last heard it, RFC 3339');
  });
  const latest = await knex('cluster_state_latest')
    .groupBy('hub', 'epoch')
    .orderBy('epoch')
    .select('hub', 'epoch', knex.raw('max(version) as version'));
  for (const { hub, epoch, version } of latest) {
    await knex('hub_positions')
      .insert({ hub, epoch, version })
      .onConflict('hub')
      .merge();
  }
  for (const name of ['cluster_state_latest', 'transitions']) {
    await knex.schema.alterTable(name, table => {
      table
        .integer('precision_seconds')
        .comment('The time is known to within so many seconds');
    });
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const name of ['cluster_state_latest', 'transitions']) {
    await knex.schema.alterTable(name, table => {
      table.dropColumn('precision_seconds');
    });
  }
  await knex.schema.dropTable('hub_positions');
};
