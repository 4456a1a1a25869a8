import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('reference', '0003_laws_rates_and_benchmarks'),
    ]

    operations = [
        migrations.CreateModel(
            name='PensionMultiplier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edited_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='edited at')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('source_url', models.URLField(blank=True, max_length=600, verbose_name='address of the source')),
                ('basis', models.CharField(choices=[('published', 'published'), ('derived', 'calculated from published figures'), ('sum', 'sum of the former provinces'), ('secondary', 'read on a secondary page, to be checked'), ('judgement', 'our judgement'), ('unsourced', 'widely known, no page found')], default='published', max_length=12, verbose_name='basis')),
                ('months_from', models.PositiveSmallIntegerField(verbose_name='months of cover from')),
                ('months_to', models.PositiveSmallIntegerField(blank=True, help_text='Blank: and more.', null=True, verbose_name='months of cover to')),
                ('multiplier', models.DecimalField(decimal_places=1, help_text='Months of pay.', max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(20)], verbose_name='multiplier')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='valid to')),
                ('note_en', models.CharField(blank=True, max_length=200, verbose_name='note in English')),
                ('note_vi', models.CharField(blank=True, max_length=200, verbose_name='note in Vietnamese')),
                ('year', models.CharField(blank=True, max_length=20, verbose_name='year')),
                ('edited_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='edited by')),
            ],
            options={
                'verbose_name': 'multiplier of the pension lump sum',
                'verbose_name_plural': 'multipliers of the pension lump sum',
                'constraints': [models.UniqueConstraint(fields=('months_from', 'valid_from'), name='pension_multiplier_unique_start'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_from__lte', models.F('valid_to')), _connector='OR'), name='pension_multiplier_from_before_to'), models.CheckConstraint(condition=models.Q(('months_from__isnull', True), ('months_to__isnull', True), ('months_from__lte', models.F('months_to')), _connector='OR'), name='pension_multiplier_months_from_before_to'), models.CheckConstraint(condition=models.Q(('multiplier__gte', 0), ('multiplier__lte', 20)), name='pension_multiplier_0_20')],
            },
        ),
    ]
