//! The clock. The target wasm32-unknown-unknown has none by itself: `std::time::Instant` panics there.

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub(crate) use std::time::Instant;

#[cfg(all(target_family = "wasm", target_os = "unknown", feature = "js"))]
pub(crate) use web_time::Instant;

#[cfg(all(target_family = "wasm", target_os = "unknown", not(feature = "js")))]
pub(crate) use stopped::Instant;

#[cfg(all(target_family = "wasm", target_os = "unknown", not(feature = "js")))]
mod stopped {
    use std::time::Duration;

    /// A clock that does not advance.
    #[derive(Clone, Copy, Debug)]
    pub(crate) struct Instant;

    impl Instant {
        pub fn now() -> Instant {
            Instant
        }

        pub fn elapsed(&self) -> Duration {
            Duration::ZERO
        }
    }
}
