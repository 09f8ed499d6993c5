/** A hub and its spokes. */
export function ClustersIcon() {
  return (
    <svg
      width="1em"
      height="1em"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      aria-hidden="true"
      focusable="false"
    >
      <circle cx="12" cy="12" r="3" />
      <circle cx="12" cy="3.5" r="1.7" />
      <circle cx="4.6" cy="16.4" r="1.7" />
      <circle cx="19.4" cy="16.4" r="1.7" />
      <path d="M12 9V5.2M9.4 13.5l-3.3 2M14.6 13.5l3.3 2" />
    </svg>
  );
}
