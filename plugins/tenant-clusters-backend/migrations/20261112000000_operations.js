// @ts-check

/**
 * Operations that people asked for, so that the same request is done once however many replicas get it, and its state can be
 * asked of any of them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('operations', table => {
    table.comment('Operations on hubs that people asked for');
    table.string('id').primary();
    table.string('requested_by').notNullable().comment('Entity ref');
    table.string('idempotency_key').comment('Chosen by the client');
    table.string('hub').notNullable();
    table.string('uid').notNullable();
    table.string('operation').notNullable();
    table.text('record').notNullable().comment('OperationRecord, JSON');
    table.string('requested_at').notNullable().comment('RFC 3339, UTC');
    table.unique(['requested_by', 'idempotency_key'], {
      indexName: 'operations_idempotency_idx',
    });
    table.index(['requested_at'], 'operations_requested_at_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('operations');
};
