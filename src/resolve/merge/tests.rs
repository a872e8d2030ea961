use super::fields;

#[track_caller]
fn check(text: &str, want: &[&str]) {
    let found = fields(text);
    let paths: Vec<_> = found.iter().map(|field| &*field.path).collect();
    assert_eq!(paths, want, "{text}");
    for field in &found {
        let written = text[field.at.clone()].replace("${", "");
        assert_eq!(written, *field.path, "{text}");
    }
}

#[test]
fn every_house_has_its_marks() {
    let text = "Hello {{ crm.first_name | default: \"you\" }}, about {{crm.diagnosis}}";
    check(text, &["crm.first_name", "crm.diagnosis"]);
    check("*|FNAME|* %%faith%% ${due_date} [[Clinic]] {name}", &["FNAME", "faith", "due_date", "Clinic", "name"]);
    check(
        "%DIAGNOSIS% (%recipient.faith%) $DUE_DATE$ @CLINIC@",
        &["DIAGNOSIS", "recipient.faith", "DUE_DATE", "CLINIC"],
    );
    check("{{{crm.diagnosis}}} {{{ Recipient.Diagnosis__c }}}", &["crm.diagnosis", "Recipient.Diagnosis__c"]);
    check("{!Contact.Diagnosis__c} {!IF(Contact.Faith, \"a\", \"b\")}", &["Contact.Diagnosis__c", "Contact.Faith"]);
    check("<%= crm.diagnosis %> <%- crm.faith -%> $!{crm.debt}", &["crm.diagnosis", "crm.faith", "crm.debt"]);
    check("{{lead.Diagnosis:default=edit me}} {{contact.faith}}", &["lead.Diagnosis", "contact.faith"]);
}

#[test]
fn braze_nests_its_marks() {
    check("{{custom_attribute.${diagnosis}}} {{${first_name}}}", &["custom_attribute.diagnosis", "first_name"]);
    check("{{ event_properties.${x} | upcase }}", &["event_properties.x"]);
    check("{% if {{custom_attribute.${faith}}} == 'x' %}", &["custom_attribute.faith"]);
}

#[test]
fn a_condition_asks_for_its_fields() {
    check("{%- if crm.diagnosis == \"x\" and crm.age > 3 -%}y{% endif %}", &["crm.diagnosis", "crm.age"]);
    check("{% for x in crm.orders %}{% endfor %}{% assign y = crm.faith %}", &["x", "crm.orders", "y", "crm.faith"]);
    check("{{#if crm.pregnant}}yes{{else if crm.debt}}no{{/if}}", &["crm.pregnant", "crm.debt"]);
    check("{{#faith}}a{{/faith}}{{^diagnosis}}b{{/diagnosis}}{{> footer}}", &["faith", "diagnosis"]);
    check("*|IF:DIAGNOSIS|* a *|ELSE:|* b *|END:IF|*", &["DIAGNOSIS"]);
    check("<% if crm.diagnosis.present? %>x<% end %>", &["crm.diagnosis.present"]);
    check("<#if profile.diagnosis??>x</#if>", &["profile.diagnosis"]);
    check("{if diagnosis == 'x'}a{/if}", &["diagnosis"]);
    check("%%[ IF not Empty(@Diagnosis) THEN ]%% %%=v(@x)=%%", &["Diagnosis", "x"]);
}

#[test]
fn a_field_may_be_named_by_a_literal() {
    check("{{ person|lookup:'Diagnosis' }} {{ person|lookup:\"Due Date\" }}", &["person", "Diagnosis", "Due Date"]);
    check("{{ person['Faith'] }} {{ profile[\"debt\"] }}", &["person", "Faith", "profile", "debt"]);
    check("%%=AttributeValue(\"Diagnosis\")=%%", &["Diagnosis"]);
    check("{{ personalization_token('contact.faith') }}", &["contact.faith"]);
}

#[test]
fn other_literals_and_filters_are_no_fields() {
    check("{{ name | default: \"crm.diagnosis\" | upcase }}", &["name"]);
    check("{% if crm.tier == 'pregnant' %}", &["crm.tier"]);
    check("{{ a || b }} {{ a | default: b }}", &["a", "b"]);
}

#[test]
fn remarks_are_shown_to_nobody() {
    check("{{! crm.diagnosis }}{{!-- {{crm.faith}} --}}{# crm.debt #}<%# crm.x %>{{y}}", &["y"]);
    check("{% comment %}{{crm.diagnosis}}{% endcomment %}{{y}}", &["y"]);
    check("{% comment %}{{crm.diagnosis}} {{y}}", &["crm.diagnosis", "y"]);
}

#[test]
fn blanks_and_lines_do_not_matter() {
    check(&format!("{{{{{}crm.diagnosis\n\t}}}}", " ".repeat(5000)), &["crm.diagnosis"]);
    check(&format!("{{% if a ==\n\"{}\" and crm.faith %}}", "x".repeat(5000)), &["a", "crm.faith"]);
}

#[test]
fn what_nothing_closes_swallows_nothing() {
    check("{{ crm.a {{crm.b}} {% if {% if crm.c %} {{{ {{crm.d}}", &["crm.b", "crm.c", "crm.d"]);
    check("{% if x == \"%}\" and crm.diagnosis %}", &["x", "crm.diagnosis"]);
    check("{{ it's }} {{crm.b}}", &["it", "s", "crm.b"]);
}

#[test]
fn prose_has_no_fields() {
    check("50 %% off {{ }} {1} {{open", &[]);
    check("50 %% off, 20 %% more; 5 % off and 10 % more; $5 and $9; a@b.example or c@d.example", &[]);
    check("https://x.example/?q=%C3%A9pregnancy%20test&r=%FApregnancy%20", &[]);
    check("<b>#1</b> <#1 brand> p {color: red; margin: 0} {\"a\": 1}", &["brand"]);
    check("", &[]);
}

#[test]
fn long_texts_cost_what_they_are_long() {
    for unit in [
        "{",
        "{{",
        "{{{",
        "{{a",
        "{%",
        "<%",
        "<#",
        "%%",
        "%a",
        "$",
        "*|",
        "[[",
        "{{ ' }}",
        "{{!--",
        "{a ",
        "{% comment %}",
    ] {
        assert!(fields(&format!("{}{}", unit.repeat(20_000), "}}%>|*")).len() < 9);
    }
    for quotes in ["‘", "“", "‘ “ \" "] {
        assert_eq!(fields(&format!("{{{{{} x}}}}", quotes.repeat(20_001))).len(), 1);
    }
}
