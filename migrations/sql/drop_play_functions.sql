-- The view and the functions of roll_up_practice_days.sql and guard_mastery.sql, with the triggers that call them.
DROP FUNCTION practice_day_differences(uuid);
DROP FUNCTION add_to_practice_days(), sum_corrected_practice_days(), sum_reduced_practice_days(), refuse_lower_standing() CASCADE;
DROP FUNCTION sum_practice_days(uuid, uuid, date[]);
DROP VIEW practice_days_summed;
