// @ts-check

/**
 * The resource trees of claims, by uid. A claim is gone before what it owns begins to go, and with it every reference that
 * led there: only what was remembered tells whether all of it went.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('claim_trees', table => {
    table.comment('What each claim owned, by uid, until it is forgotten');
    table.string('hub').notNullable();
    table.string('claim').notNullable().comment('uid of the claim');
    table.string('uid').notNullable();
    table.string('api_version').notNullable();
    table.string('kind').notNullable();
    table
      .string('namespace')
      .notNullable()
      .comment('Empty where there is none');
    table.string('name').notNullable();
    table
      .boolean('orphaned')
      .notNullable()
      .comment('By policy it stays when the claim goes');
    table.string('seen_at').notNullable().comment('RFC 3339, UTC');
    table.primary(['hub', 'claim', 'uid']);
    table.index(['seen_at'], 'claim_trees_seen_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('claim_trees');
};
