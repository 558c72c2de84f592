"""Whether a posting names enough to tailor to, in whatever words."""

import pytest

from question_tailor.preflight.duties import count_duties

ENOUGH = [
    "Head of Product. You'll own the roadmap, lead four PMs and report metrics to the board.",
    "Chief Product Officer\n\nOwn the vision. Lead 30 people. Present to the board.",
    "CPO wanted. Three jobs: vision, team, numbers.",
    "VP Product\n\nYou will lead six product managers. You will set the strategy for payments. You will work with sales "
    "on pricing.",
    "Lead PM\n- Own checkout\n- Run discovery with design\n- Cut churn",
    "We are hiring a VP of Product to run our marketplace, rebuild discovery and coach five PMs.",
    "Head of Product\n\nResponsible for product strategy, roadmap and the product team. Apply by mail.",
    "Head of Product\n\nResponsibilities: product vision, pricing, hiring.",
    "Our next Head of Product runs the weekly review, hires designers and signs off the roadmap.",
    "Someone who argues with finance, who closes down products and who writes a clear strategy. Title: CPO",
    "CPO\n\nYou will wrestle our backlog into shape, woo enterprise buyers, and babysit two migrations.",
    "Interim CPO, six months. Steady the team after the layoffs, choose what to stop building, prepare the search for a "
    "permanent CPO.",
    "VP of Product | Acme\nMandate:\n1) Double self-serve revenue\n2) Merge the two design systems\n3) Hire researchers",
    "# VP Product\n\n## What you'll be doing\n\nLeading four directors. Setting quarterly goals. Presenting to investors.",
    "Head of product for our lab software. Four PMs report to you, the roadmap is yours, and so is the P&L.",
    "Lead PM, Growth. What you'd own: activation, referral, pricing experiments.",
    "Head of Product (m/w/d)\n\nDu leitest drei Teams, verantwortest die Roadmap und entwickelst die Strategie.",
    "Leitung Produktmanagement (w/m/d)\n\nIhre Aufgaben\n- Leitung des Teams\n- Verantwortung für die Roadmap\n"
    "- Zusammenarbeit mit dem Vertrieb",
    "Head of Product\n\nSie leiten ein Team von acht Personen, entwickeln die Produktstrategie und berichten dem "
    "Vorstand über Ergebnisse.",
    "Wir suchen jemanden, der unser Produktteam führt, die Roadmap verantwortet und mit dem Vertrieb Preise verhandelt.",
    "Als CPO wirst du die Vision formulieren, 30 Leute führen und den Vorstand beraten.",
    "Head of Product (w/m/d). Verantwortlich für Strategie, Team und Budget.",
    "Teamleitung Produkt: Roadmap planen, Releases abnehmen, Stakeholder informieren.",
    "Directeur Produit\n\nVous pilotez la feuille de route, encadrez six chefs de produit et définissez la stratégie.",
    "CPO H/F\n\nTu pilotes la vision, tu recrutes l'équipe et tu présentes les résultats au conseil.",
    "Responsable produit\n\nVos missions\n- Définir la vision\n- Encadrer cinq PM\n- Négocier avec les partenaires",
    "Directrice produit\n\nVous serez responsable de la stratégie, du recrutement et de la feuille de route.",
    "VP Produit\n\nVotre rôle consiste à bâtir l'équipe, lancer l'offre en Espagne et tenir le budget.",
]
TOO_FEW = [
    "Chief Product Officer\n\nWe are a fast-growing scale-up with a great culture. Join us! Competitive salary. Apply now.",
    "Head of Product\n\nYou will lead the product team. Great benefits.",
    "VP Product\n\nAbout us\nWe build software for dentists. We ship weekly, we listen to customers and we measure "
    "everything.\n\nWhat you bring\n- 10+ years in product\n- Experience leading teams\n- Strong communication\n\n"
    "What we offer\n- Free fruit\n- 30 days of vacation\n- Hybrid work",
    "Lead PM\n\nLocation: Berlin\nSalary: 100k\nReports to: CPO\nStart: now",
    "Head of Product\n\nYou will own the roadmap and lead the team.\n\nRequirements:\n- You have led teams of ten\n"
    "- You have shipped B2B products\n- You speak English and German\n\nBenefits:\n- Private health insurance",
    "VP Product at Acme\n\nAcme helps forwarders move money. Founded in 2015, Acme employs 300 people, runs offices in "
    "Oslo and Riga, and has raised 40 million. Our customers love us.",
    "Lead PM\n\nYou will report to the CPO and join a team of twenty. You'll get a laptop, you'll receive equity and "
    "you'll enjoy our offsites.",
    "Head of Product. Our values: own the outcome, say it early, stay curious.",
    "VP Product\nInterview process: first you talk to HR, then you meet the CEO, present a case study and negotiate.",
    "Head of Product (m/w/d)\n\nWir sind ein junges Unternehmen und entwickeln Software für Zahnärzte. Wir bieten ein "
    "tolles Team, Obst und Kicker. Bewirb dich jetzt!",
    "Head of Product (m/w/d)\n\nDu leitest unser Produktteam. Wir freuen uns auf deine Bewerbung.",
    "Head of Product (m/w/d)\n\nDein Profil\n- Du hast Teams geführt\n- Du sprichst Deutsch und Englisch\n\nWir bieten\n"
    "- Homeoffice\n- 30 Tage Urlaub",
    "Directeur produit\n\nNous développons un logiciel pour les dentistes. Nous offrons des tickets restaurant et du "
    "télétravail. Postulez dès maintenant !",
    "VP Produit. CDI, Paris, 90k. Vous encadrez l'équipe produit. Merci d'envoyer votre CV.",
]


@pytest.mark.parametrize("text", ENOUGH)
def test_three_duties_are_heard_in_whatever_words_they_come(text):
    assert count_duties(text) >= 3


@pytest.mark.parametrize("text", TOO_FEW)
def test_praise_requirements_and_offers_are_no_duties(text):
    assert count_duties(text) < 3


def test_a_language_that_is_not_read_is_given_the_benefit_of_the_doubt():
    spanish = "Director de producto\n\nDirigirás a ocho personas de producto, definirás la estrategia con el consejo y "

    assert count_duties(spanish + "presentarás los resultados a la dirección de la empresa.") >= 3
    assert count_duties("Director de producto\n\nLa empresa es un referente del sector.") < 3


@pytest.mark.parametrize(
    "piece", ["you will ", "own, ", "verantwortlich für ", "responsible for ", "\n- own it", "(", "and ", "the our "]
)
def test_a_hostile_posting_takes_no_longer_than_a_long_one(piece):
    # Quadratic work on 60,000 characters takes minutes; the suite's own limit would end it.
    assert count_duties(piece * (60_000 // len(piece))) >= 0
