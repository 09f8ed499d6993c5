/** A hub and its spokes: the sign of Spokeport. */
export function LogoIcon() {
  return (
    <svg
      width="28"
      height="28"
      viewBox="0 0 28 28"
      fill="none"
      stroke="#9bf0e1"
      strokeWidth="2"
      strokeLinecap="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M14 10.5V6.2M10.8 15.8 7 18M17.2 15.8 21 18" />
      <circle cx="14" cy="14" r="3.5" fill="#9bf0e1" stroke="none" />
      <circle cx="14" cy="4" r="2" />
      <circle cx="5.2" cy="19" r="2" />
      <circle cx="22.8" cy="19" r="2" />
    </svg>
  );
}
