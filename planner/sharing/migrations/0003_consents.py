import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('sharing', '0002_form_keys_and_drafts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('open_money', 'My counselor sees my money'), ('open_well_being', 'My counselor sees how I am'), ('open_decision', 'My counselor sees whether I stay or return'), ('statistics', 'I count in statistics')], max_length=16, verbose_name='what for')),
                ('counselor_name', models.CharField(blank=True, max_length=100, verbose_name="counselor's name")),
                ('text_version', models.CharField(max_length=20, verbose_name='version of the text')),
                ('language', models.CharField(max_length=8, verbose_name='language of the text')),
                ('given_at', models.DateTimeField(verbose_name='given')),
                ('taken_back_at', models.DateTimeField(null=True, verbose_name='taken back')),
                ('counselor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='counselor')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'consent',
                'verbose_name_plural': 'consents',
                'indexes': [models.Index(fields=['counselor', 'purpose'], name='consent_to_counselor')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('taken_back_at', None)), fields=('person', 'purpose'), name='consent_one_holding_per_purpose')],
            },
        ),
    ]
