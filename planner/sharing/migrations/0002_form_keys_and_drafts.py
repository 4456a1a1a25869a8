import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('sharing', '0001_assignments_and_access_log'),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(choices=[('profile', 'profile'), ('plan', 'plan'), ('benchmarks', 'benchmarks'), ('work', 'work'), ('money', 'money'), ('well_being', 'well-being'), ('decision', 'decision')], max_length=16, verbose_name='section')),
                ('form', models.CharField(max_length=80, verbose_name='form')),
                ('values', models.JSONField(default=dict, verbose_name='values')),
                ('seen', models.CharField(blank=True, max_length=64)),
                ('saved_at', models.DateTimeField(db_index=True, verbose_name='when')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'draft',
                'verbose_name_plural': 'drafts',
                'constraints': [models.UniqueConstraint(fields=('person', 'form'), name='draft_one_per_form'), models.CheckConstraint(condition=models.Q(('section__in', ['profile', 'plan', 'benchmarks', 'work', 'money', 'well_being', 'decision'])), name='draft_in_known_section')],
            },
        ),
        migrations.CreateModel(
            name='FormKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=36)),
                ('form', models.CharField(max_length=80, verbose_name='form')),
                ('digest', models.CharField(max_length=64)),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='answer')),
                ('at', models.DateTimeField(db_index=True, verbose_name='when')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'sent form',
                'verbose_name_plural': 'sent forms',
                'constraints': [models.UniqueConstraint(fields=('person', 'key'), name='form_key_once_per_person')],
            },
        ),
    ]
