import { FieldError, invalid, missingField } from '../core/ApiError';

/**
 * Reads the fields of a request's body and collects what is wrong with them, so that the refusal names all of it, in
 * GitHub's shape.
 */
export class Input {
  readonly #resource: string;
  readonly #body: Record<string, unknown>;

  constructor(resource: string, body: Record<string, unknown>) {
    this.#resource = resource;
    this.#body = body;
  }

  has(field: string): boolean {
    return this.#body[field] !== undefined;
  }

  #invalid(field: string, message?: string): never {
    const error: FieldError = {
      resource: this.#resource,
      field,
      code: 'invalid',
      ...(message && { message }),
    };
    throw invalid(error);
  }

  /** Text, or `undefined` when absent or null. */
  text(field: string, maxLength = 65_536): string | undefined {
    const value = this.#body[field];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') return this.#invalid(field);
    if (value.length > maxLength) {
      return this.#invalid(
        field,
        `${field} is too long (maximum is ${maxLength} characters)`,
      );
    }
    return value;
  }

  requiredText(field: string, maxLength?: number): string {
    const value = this.text(field, maxLength);
    if (value === undefined || value.trim() === '') {
      throw missingField(this.#resource, field);
    }
    return value;
  }

  flag(field: string): boolean | undefined {
    const value = this.#body[field];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'boolean') return this.#invalid(field);
    return value;
  }

  integer(field: string): number | undefined {
    const value = this.#body[field];
    if (value === undefined || value === null) return undefined;
    if (!Number.isInteger(value)) return this.#invalid(field);
    return value as number;
  }

  /** One of the given words. */
  choice<T extends string>(
    field: string,
    choices: readonly T[],
  ): T | undefined {
    const value = this.text(field);
    if (value === undefined) return undefined;
    if (!choices.includes(value as T)) return this.#invalid(field);
    return value as T;
  }

  /** A list of texts, or one text, which GitHub takes too. */
  texts(field: string): string[] | undefined {
    const value = this.#body[field];
    if (value === undefined || value === null) return undefined;
    const list = typeof value === 'string' ? [value] : value;
    if (!Array.isArray(list) || list.some(item => typeof item !== 'string')) {
      return this.#invalid(field);
    }
    return list as string[];
  }

  object(field: string): Record<string, unknown> | undefined {
    const value = this.#body[field];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'object' || Array.isArray(value)) {
      return this.#invalid(field);
    }
    return value as Record<string, unknown>;
  }
}
