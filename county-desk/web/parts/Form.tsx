import { randomUUID } from 'node:crypto';
import type { ComponentChildren } from 'preact';
import type { Session } from '../../accounts/index.ts';

/** The token that proves that a form is of this session. */
export function HiddenToken({ session }: { readonly session: Session }) {
  return <input type="hidden" name="token" value={session.formToken} />;
}

interface ActFormProps {
  readonly session: Session;
  readonly action: string;
  /** Name for tests and assistive tools. */
  readonly act: string;
  readonly submit: string;
  readonly kind?: 'main' | 'quiet';
  readonly children?: ComponentChildren;
}

/** A form that does something. Its id makes a double click one act. */
export function ActForm({ session, action, act, submit, kind = 'main', children }: ActFormProps) {
  return (
    <form class="act" method="post" action={action} autocomplete="off">
      <HiddenToken session={session} />
      <input type="hidden" name="form" value={randomUUID()} />
      {children}
      <button class={kind} type="submit" data-act={act}>
        {submit}
      </button>
    </form>
  );
}

interface FieldProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly children: ComponentChildren;
}

/** A control with its label; the hint is read with it. */
export function Field({ id, label, hint, children }: Omit<FieldProps, 'name'>) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

interface LineFieldProps extends Omit<FieldProps, 'children'> {
  readonly type?: 'text' | 'password' | 'date' | 'number';
  readonly value?: string;
  readonly required?: boolean;
  readonly max?: number | string;
  readonly min?: number | string;
  readonly most?: number;
  readonly autocomplete?: string;
}

/** Preact's types tell kinds of input apart by a literal. */
const KINDS = {
  text: { type: 'text' },
  password: { type: 'password' },
  date: { type: 'date' },
  number: { type: 'number' },
} as const;

/** A field of one line. */
export function LineField(props: LineFieldProps) {
  const { id, name, label, hint, type = 'text', value, required = true, most = 80 } = props;
  const common = {
    id,
    name,
    required,
    autocomplete: props.autocomplete ?? 'off',
    spellcheck: false,
    ...(value === undefined ? {} : { value }),
    ...(type === 'date' || type === 'number' ? {} : { maxLength: most }),
    ...(props.max === undefined ? {} : { max: props.max }),
    ...(props.min === undefined ? {} : { min: props.min }),
    ...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` }),
  };
  return (
    <Field id={id} label={label} {...(hint === undefined ? {} : { hint })}>
      <input {...common} {...KINDS[type]} />
    </Field>
  );
}

/** A field of several lines. */
export function WordsField({ id, name, label, hint, required = true }: Omit<LineFieldProps, 'type'>) {
  return (
    <Field id={id} label={label} {...(hint === undefined ? {} : { hint })}>
      <textarea
        id={id}
        name={name}
        rows={2}
        maxLength={500}
        required={required}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      />
    </Field>
  );
}

interface ChoiceFieldProps extends Omit<FieldProps, 'children' | 'hint'> {
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly value?: string;
}

/** One of several. Nothing is chosen beforehand unless `value` is there: a decision is not made by forgetting. */
export function ChoiceField({ id, name, label, options, value }: ChoiceFieldProps) {
  return (
    <Field id={id} label={label}>
      <select id={id} name={name} required>
        {value === undefined ? <option value="" /> : null}
        {options.map(([key, words]) => (
          <option key={key} value={key} selected={key === value}>
            {words}
          </option>
        ))}
      </select>
    </Field>
  );
}
