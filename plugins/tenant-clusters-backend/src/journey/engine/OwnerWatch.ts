interface TenantEntry {
  owner: string | undefined;
  keys: Set<string>;
}

/** Notices when a tenant has another owner than the views of its clusters say. One question a tenant, not one a cluster. */
export class OwnerWatch {
  readonly #ownerOf: (tenant: string) => string | undefined;
  readonly #tenants = new Map<string, TenantEntry>();
  readonly #tenantOf = new Map<string, string>();

  constructor(ownerOf: (tenant: string) => string | undefined) {
    this.#ownerOf = ownerOf;
  }

  /** Follows a view; undefined when there is none any more. */
  set(key: string, of: { tenant?: string; owner?: string } | undefined): void {
    const before = this.#tenantOf.get(key);
    if (before !== undefined && before !== of?.tenant) {
      this.#tenants.get(before)?.keys.delete(key);
      if (this.#tenants.get(before)?.keys.size === 0) {
        this.#tenants.delete(before);
      }
      this.#tenantOf.delete(key);
    }
    if (of?.tenant === undefined) {
      return;
    }
    const { tenant, owner } = of;
    const entry = this.#tenants.get(tenant) ?? { owner, keys: new Set() };
    entry.keys.add(key);
    this.#tenants.set(tenant, entry);
    this.#tenantOf.set(key, tenant);
  }

  /** Keys of the views whose tenants have another owner since it was asked last. */
  changed(): string[] {
    return [...this.#tenants].flatMap(([tenant, entry]) => {
      const owner = this.#ownerOf(tenant);
      if (owner === entry.owner) {
        return [];
      }
      entry.owner = owner;
      return [...entry.keys];
    });
  }
}
