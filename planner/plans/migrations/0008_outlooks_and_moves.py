import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0007_when_a_benchmark_was_dated"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RulesKept",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.CharField(max_length=32)),
                ("rules", models.JSONField(verbose_name="rules")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                ("looked_until", models.BigIntegerField(default=0)),
                ("looked_at", models.DateTimeField(null=True, verbose_name="all plans looked at")),
            ],
            options={
                "verbose_name": "kept rules",
                "verbose_name_plural": "kept rules",
            },
        ),
        migrations.CreateModel(
            name="Outlook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("inputs_mark", models.CharField(max_length=32)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "base",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.ruleskept",
                        verbose_name="counted from",
                    ),
                ),
                (
                    "looked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.ruleskept",
                        verbose_name="looked at with",
                    ),
                ),
            ],
            options={
                "verbose_name": "outlook",
                "verbose_name_plural": "outlooks",
            },
        ),
        migrations.CreateModel(
            name="PlanMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="found")),
                ("worked_out_at", models.DateTimeField(verbose_name="worked out")),
                ("results", models.JSONField(verbose_name="before and after")),
                ("causes", models.JSONField(verbose_name="causes")),
                ("seen_at", models.DateTimeField(null=True, verbose_name="read")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "base",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.ruleskept",
                        verbose_name="counted from",
                    ),
                ),
            ],
            options={
                "verbose_name": "move of the plan",
                "verbose_name_plural": "moves of the plan",
                "indexes": [
                    models.Index(
                        condition=models.Q(("seen_at", None)),
                        fields=["at"],
                        name="plan_move_unread_at",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("seen_at", None)),
                        fields=("person",),
                        name="plan_move_one_unread",
                    )
                ],
            },
        ),
    ]
