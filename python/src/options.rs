//! The library's options as keyword arguments.

use crate::errors::exception;
use crate::page::type_name;
use maintext::{DensityScorer, Extractor, Options};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyInt, PyString};
use std::time::Duration;

const NAMES: [&str; 12] = [
    "max_bytes",
    "max_nodes",
    "max_depth",
    "max_output_bytes",
    "max_time",
    "preference",
    "fallback_text",
    "best_guess",
    "comments",
    "content_selector",
    "excluded_selectors",
    "scorer",
];

/// Makes an extractor from keyword arguments. `None` stands for the default of each.
pub fn extractor(keywords: Option<&Bound<'_, PyDict>>) -> PyResult<Extractor> {
    let Some(keywords) = keywords.filter(|keywords| !keywords.is_empty()) else { return Ok(Extractor::default()) };
    let mut options = Options::new();
    let mut is_density = false;
    for (name, value) in keywords {
        let name = name.extract::<String>()?;
        if !NAMES.contains(&name.as_str()) {
            return Err(PyTypeError::new_err(format!("unknown option {name:?}: expected one of {}", NAMES.join(", "))));
        }
        if value.is_none() {
            continue;
        }
        let value = Value { name: &name, value: &value };
        options = match name.as_str() {
            "max_bytes" => options.with_max_bytes(value.count()?),
            "max_nodes" => options.with_max_nodes(value.count()?),
            "max_depth" => options.with_max_depth(value.count()?),
            "max_output_bytes" => options.with_max_output_bytes(value.count()?),
            "max_time" => options.with_max_time(value.seconds()?),
            "preference" => options.with_preference(value.number()? as f32),
            "fallback_text" => options.with_fallback_text(value.is_true()?),
            "best_guess" => options.with_best_guess(value.is_true()?),
            "comments" => options.with_comments(value.is_true()?),
            "content_selector" => value.select(|selector| options.with_content_selector(selector))?,
            "excluded_selectors" => value.strings()?.iter().try_fold(options, |options, selector| {
                options.with_excluded_selector(selector).map_err(|error| exception(keywords.py(), error))
            })?,
            _ => {
                is_density = value.is_density()?;
                options
            }
        };
    }
    let extractor = Extractor::new(options);
    Ok(if is_density { extractor.with_scorer(DensityScorer::default()) } else { extractor })
}

/// The value of one keyword argument.
struct Value<'a, 'py> {
    name: &'a str,
    value: &'a Bound<'py, PyAny>,
}

impl Value<'_, '_> {
    fn count(&self) -> PyResult<usize> {
        const EXPECTED: &str = "an integer of 0 or more";
        let number = self.value.cast::<PyInt>().map_err(|_| self.wrong_type(EXPECTED))?;
        number.extract().map_err(|_| self.wrong_value(EXPECTED))
    }

    fn number(&self) -> PyResult<f64> {
        let number = self.value.extract::<f64>().map_err(|_| self.wrong_type("a number"))?;
        if number.is_nan() { Err(self.wrong_value("a number")) } else { Ok(number) }
    }

    fn seconds(&self) -> PyResult<Duration> {
        const EXPECTED: &str = "a number of seconds of 0 or more";
        let seconds = self.value.extract().map_err(|_| self.wrong_type(EXPECTED))?;
        Duration::try_from_secs_f64(seconds).map_err(|_| self.wrong_value(EXPECTED))
    }

    fn is_true(&self) -> PyResult<bool> {
        self.value.extract().map_err(|_| self.wrong_type("True or False"))
    }

    fn select(&self, apply: impl FnOnce(&str) -> Result<Options, maintext::Error>) -> PyResult<Options> {
        let selector = self.value.extract::<String>().map_err(|_| self.wrong_type("a CSS selector as str"))?;
        apply(&selector).map_err(|error| exception(self.value.py(), error))
    }

    /// One string, or a sequence of strings.
    fn strings(&self) -> PyResult<Vec<String>> {
        if let Ok(one) = self.value.cast::<PyString>() {
            return Ok(vec![one.extract()?]);
        }
        self.value.extract().map_err(|_| self.wrong_type("a CSS selector as str, or a list of them"))
    }

    fn is_density(&self) -> PyResult<bool> {
        const EXPECTED: &str = "\"learned\" or \"density\"";
        match self.value.extract::<String>().map_err(|_| self.wrong_type(EXPECTED))?.as_str() {
            "learned" => Ok(false),
            "density" => Ok(true),
            _ => Err(self.wrong_value(EXPECTED)),
        }
    }

    fn wrong_type(&self, expected: &str) -> PyErr {
        PyTypeError::new_err(self.message(expected))
    }

    fn wrong_value(&self, expected: &str) -> PyErr {
        PyValueError::new_err(self.message(expected))
    }

    fn message(&self, expected: &str) -> String {
        let found = self.value.repr().map_or_else(|_| type_name(self.value), |repr| repr.to_string());
        format!("{} is {found}: expected {expected}", self.name)
    }
}
