import pytest

from question_tailor.facts.french import doing


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("Vous définissez la stratégie produit et pilotez la feuille de route", "définir la stratégie produit"),
        ("Vous pilotez le budget avec la direction financière", "piloter le budget avec la direction financière"),
        (
            "Vous aurez à reconstruire la confiance entre le produit et les ventes",
            "reconstruire la confiance entre le produit et les ventes",
        ),
        (
            "Vous serez chargé·e d'élargir l'offre aux petites communes",
            "élargir l'offre aux petites communes",
        ),
        ("Vous construirez avec le CTO un plan de sortie", "construire avec le CTO un plan de sortie"),
        (
            "Vous êtes responsable de la feuille de route",
            "assumer la responsabilité de la feuille de route",
        ),
        ("Tu pilotes la discovery avec ton équipe", "piloter la discovery avec votre équipe"),
        ("Vous représenterez aussi le produit auprès des élus", "représenter le produit auprès des élus"),
    ],
)
def test_a_duty_with_a_person_becomes_an_infinitive(said, phrase):
    made = doing(said, bullet=False)

    assert made
    assert made[0] == phrase


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        (
            "Définir, porter et faire évoluer la feuille de route",
            "définir, porter et faire évoluer la feuille de route",
        ),
        (
            "Pilotage de la feuille de route et du budget des trois squads",
            "piloter la feuille de route et le budget des trois squads",
        ),
        (
            "Mise en place d'une discovery commune à Lyon, qui en a deux",
            "mettre en place une discovery commune à Lyon",
        ),
        ("Développement de nouveaux services pour les villes", "développer de nouveaux services pour les villes"),
        (
            "Définir et porter la stratégie produit à trois ans pour Tablio, Fourniq et Pesette",
            "définir et porter la stratégie produit à trois ans",
        ),
    ],
)
def test_a_bullet_may_name_the_work_alone(said, phrase):
    made = doing(said, bullet=True)

    assert made
    assert made[0] == phrase


@pytest.mark.parametrize(
    "said",
    [
        "Salaire selon profil",
        "Vous avez dix ans d'expérience",
        "S'assurer de la bonne exécution de la feuille de route",
        "Ramener le délai entre la signature et la première rentrée réussie de 9 à 5 mois",
        "Gestion du backlog",
        "Nous développons une plateforme pour les communes",
    ],
)
def test_what_cannot_be_said_safely_is_left(said):
    assert doing(said, bullet=True) is None


def test_a_duty_ends_where_its_words_end():
    said = "Recruter les prochains responsables produit (3 en un an)"
    phrase, end = doing(said, bullet=True)

    assert phrase == "recruter les prochains responsables produit"
    assert said[:end] == "Recruter les prochains responsables produit"


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("Tu pilotes la vision produit, tu recrutes l'équipe", "piloter la vision produit"),
        ("Au quotidien, vous animez le comité produit, vous tranchez", "animer le comité produit"),
        ("Vous prendrez en main la stratégie produit et vous recruterez", "prendre en main la stratégie produit"),
        ("Chez nous le produit que vous animez est mûr", None),
    ],
)
def test_only_the_first_clause_of_a_duty_counts(said, phrase):
    made = doing(said, bullet=False)

    assert (made[0] if made else None) == phrase
